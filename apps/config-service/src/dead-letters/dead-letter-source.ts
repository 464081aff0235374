import type { RequestLog } from '../request-log/request-log.ts';
import type { IntegrationSettings } from '../settings/integration-settings.ts';
import type { Batch, BatchSource } from '../sending/batch-source.ts';
import type { RequestedDelivery } from '../sending/delivery.sink.ts';
import type { EventArchive, EventPositions } from '../sending/event-archive.ts';
import type { SendingJob } from '../sending/sending-job.ts';
import { deadLetterOf, hasDiedOf } from './dead-letter.ts';
import type { DeadDelivery } from './dead-letter.ts';

export interface DeadLetterSourceDependencies {
  readonly log: RequestLog;
  readonly archive: EventArchive;
  /** The settings to send with. @throws AppError `invalid_request` when they are gone or turned off */
  readonly settings: () => Promise<IntegrationSettings>;
}

/** Letters that one batch looks at: a batch must end even where nothing in it is for the integration. */
const MAX_LOOKED_AT = 20_000;

/** The dead letters of an integration, from their topic; those that were delivered since are left out. */
export class DeadLetterSource implements BatchSource {
  readonly #job: SendingJob;
  readonly #dependencies: DeadLetterSourceDependencies;

  constructor(job: SendingJob, dependencies: DeadLetterSourceDependencies) {
    this.#job = job;
    this.#dependencies = dependencies;
  }

  async next(position: string | null, limit: number): Promise<Batch> {
    const { archive, settings } = this.#dependencies;
    const row = await settings();
    const { since, until, integrationId, deadReason } = this.#job;
    const from =
      position === null
        ? await archive.rangeOf('deliveriesDead', since, until)
        : (JSON.parse(position) as EventPositions);
    // A delivery that died several times has as many letters.
    const deliveries = new Map<string, RequestedDelivery>();
    let [lookedAt, skipped] = [0, 0];
    const reached = await archive.scan('deliveriesDead', {
      from,
      onRecord: async (record) => {
        lookedAt += 1;
        const letter = deadLetterOf('deliveries', record);
        const { delivery } = letter;
        if (delivery?.integrationId !== integrationId) return;
        if (deadReason !== undefined && !hasDiedOf(letter, deadReason)) return;
        if (deliveries.has(delivery.id) || (await this.#isDelivered(delivery))) skipped += 1;
        else deliveries.set(delivery.id, this.#again(row, delivery, record.value));
      },
      isEnough: () => deliveries.size >= limit || lookedAt >= MAX_LOOKED_AT,
    });
    const isLast = Object.values(reached).every(([next, end]) => next >= end);
    const sent = [...deliveries.values()];
    return { deliveries: sent, skipped, gone: 0, position: JSON.stringify(reached), isLast };
  }

  #again(row: IntegrationSettings, { headers }: DeadDelivery, body: Buffer | null): RequestedDelivery {
    const { retry: _retry, ...kept } = headers;
    const targets = [{ integrationId: row.id, revision: row.revision }];
    const request = { id: this.#job.id, kind: 'replay' as const };
    return { headers: { ...kept, targets, request }, body: body ?? Buffer.alloc(0) };
  }

  async #isDelivered({ integrationId, id }: DeadDelivery): Promise<boolean> {
    const attempts = await this.#dependencies.log.ofDelivery(integrationId, id);
    return attempts.at(-1)?.outcome === 'delivered';
  }
}
