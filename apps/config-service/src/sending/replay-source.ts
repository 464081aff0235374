import { AppError } from '@patchbay/integration-contracts';
import { decodeCursor, encodeCursor } from '../request-log/log-cursor.ts';
import type { LoggedAttempt, RequestLog } from '../request-log/request-log.ts';
import type { IntegrationSettings } from '../settings/integration-settings.ts';
import type { Batch, BatchSource } from './batch-source.ts';
import type { RequestedDelivery } from './delivery.sink.ts';
import type { EventArchive } from './event-archive.ts';
import { placeText, recordPlaceOf } from './record-place.ts';
import { againTo } from './resender.ts';
import type { SendingJob } from './sending-job.ts';

export interface ReplaySourceDependencies {
  readonly log: RequestLog;
  readonly archive: EventArchive;
  /** The settings to send with. @throws AppError `invalid_request` when they are gone or turned off */
  readonly settings: () => Promise<IntegrationSettings>;
}

/** The deliveries of a time, from the request log; their events come from Kafka. */
export class ReplaySource implements BatchSource {
  readonly #job: SendingJob;
  readonly #dependencies: ReplaySourceDependencies;

  constructor(job: SendingJob, dependencies: ReplaySourceDependencies) {
    this.#job = job;
    this.#dependencies = dependencies;
  }

  async next(position: string | null, limit: number): Promise<Batch> {
    const { integrationId, replayed, since, until } = this.#job;
    const settings = await this.#dependencies.settings();
    const found = await this.#dependencies.log.listForReplay({
      ...{ integrationId, replayed, since, until, limit },
      ...(position !== null && { after: decodeCursor(position) }),
    });
    const wanted = await this.#stillWanted(found);
    const deliveries = await this.#deliveriesOf(wanted, settings);
    const last = found.at(-1);
    return {
      deliveries,
      skipped: found.length - wanted.length,
      gone: wanted.length - deliveries.length,
      position: last === undefined ? position : encodeCursor(last),
      isLast: found.length < limit,
    };
  }

  /** What failed may have been delivered since, and may have failed again: then its last failure stands for all. */
  async #stillWanted(found: readonly LoggedAttempt[]): Promise<readonly LoggedAttempt[]> {
    if (this.#job.replayed === 'all') return found;
    const newest = await Promise.all(
      found.map(({ integrationId, deliveryId }) =>
        this.#dependencies.log.ofDelivery(integrationId, deliveryId),
      ),
    );
    return found.filter(({ id }, index) => newest[index]?.at(-1)?.id === id);
  }

  async #deliveriesOf(
    wanted: readonly LoggedAttempt[],
    settings: IntegrationSettings,
  ): Promise<readonly RequestedDelivery[]> {
    const placed = wanted.flatMap((attempt) => {
      const place = recordPlaceOf(attempt.record);
      return place === undefined ? [] : [{ attempt, place }];
    });
    const records = await this.#dependencies.archive.read(placed.map(({ place }) => place));
    const request = { id: this.#job.id, kind: 'replay' as const };
    return placed.flatMap(({ attempt, place }) => {
      const record = records.get(placeText(place));
      return record === undefined ? [] : unlessGone(() => againTo(settings, attempt, { record, request }));
    });
  }
}

/** One event that is gone is counted, and keeps none of the others from being sent. */
function unlessGone(make: () => RequestedDelivery): readonly RequestedDelivery[] {
  try {
    return [make()];
  } catch (error) {
    if (error instanceof AppError && error.code === 'event_gone') return [];
    throw error;
  }
}
