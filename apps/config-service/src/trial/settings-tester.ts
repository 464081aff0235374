import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { AppError, deliveryIdOf, slugOf } from '@patchbay/integration-contracts';
import type { DeliveryHeaders, IntegrationDefinition } from '@patchbay/integration-contracts';
import { KeyRing } from '@patchbay/service-kit/sealing';
import { CONFIG } from '@patchbay/service-kit/service';
import type { ConfigServiceConfig } from '../config.ts';
import type { FullAttempt } from '../request-log/request-log.ts';
import { RequestLog } from '../request-log/request-log.ts';
import { DeliverySink } from '../sending/delivery.sink.ts';
import { addressSlug } from '../settings/integration-settings.ts';
import type { IntegrationAddress } from '../settings/integration-settings.ts';
import { TestTurns } from './test-turns.ts';
import type { TrialBody } from './trial-body.ts';
import { trialEvent } from './trial-event.ts';
import type { TrialEvent } from './trial-event.ts';
import { TrialSettingsService } from './trial-settings.ts';

const FIRST_LOOK_MS = 40;
const MAX_LOOK_MS = 500;

/** Tries settings out for real: a delivery worker makes the requests, and the request log says what came back. */
@Injectable()
export class SettingsTester {
  readonly #trials: TrialSettingsService;
  readonly #turns: TestTurns;
  readonly #sink: DeliverySink;
  readonly #log: RequestLog;
  readonly #keys: KeyRing;
  readonly #timeoutMs: number;

  constructor(
    trials: TrialSettingsService,
    turns: TestTurns,
    sink: DeliverySink,
    log: RequestLog,
    keys: KeyRing,
    @Inject(CONFIG) config: Pick<ConfigServiceConfig, 'TEST_TIMEOUT'>,
  ) {
    this.#trials = trials;
    this.#turns = turns;
    this.#sink = sink;
    this.#log = log;
    this.#keys = keys;
    this.#timeoutMs = config.TEST_TIMEOUT;
  }

  /**
   * The requests that were made, in order, with their answers; one entry without a request where none could be.
   * @throws AppError `too_many_tests`, `invalid_request`, `invalid_settings`, `integration_not_found`, or `no_worker` when no
   * worker answered in time
   */
  async test(address: IntegrationAddress, { event, settings }: TrialBody): Promise<readonly FullAttempt[]> {
    const { definition, scope } = address;
    const trial = await this.#trials.of(address, settings);
    const isProbe = event.kind === 'any' && definition.probe !== undefined;
    const sent = isProbe ? probeEvent(definition) : trialEvent(definition, event);
    // Labels that nothing is stored under cost nothing to make up; they share the turns of one.
    const what = trial.isStored ? addressSlug(address) : slugOf(definition.name);
    if (!(await this.#turns.take(`${scope}/${what}`))) throw new AppError('too_many_tests', '');
    const id = randomUUID();
    const { integrationId, values } = trial;
    const request = {
      ...{ id, kind: 'test' as const, ...(isProbe && { isProbe }) },
      trial: { name: definition.name, sealed: this.#keys.seal(values, integrationId) },
    };
    const headers = headersOf(sent, { id, integrationId, request });
    await this.#sink.send([{ headers, body: sent.body }]);
    return this.#answers(integrationId, deliveryIdOf(headers.eventId, integrationId, headers.projectKey));
  }

  /** The worker writes all requests of an attempt at once, each saying how many there are. */
  async #answers(integrationId: string, deliveryId: string): Promise<readonly FullAttempt[]> {
    const deadline = Date.now() + this.#timeoutMs;
    for (let waitMs = FIRST_LOOK_MS; ; waitMs = Math.min(waitMs * 1.5, MAX_LOOK_MS)) {
      await sleep(waitMs);
      const found = await this.#log.ofDelivery(integrationId, deliveryId);
      if (found.length > 0 && found.length >= (found[0]?.requested?.documents ?? 1)) return found;
      if (Date.now() > deadline) {
        const seconds = Math.round(this.#timeoutMs / 1000);
        throw new AppError('no_worker', `There was no answer within ${seconds} s.`);
      }
    }
  }
}

/** A probe needs no event; what travels with it is one all the same, since deliveries have one. */
function probeEvent(definition: IntegrationDefinition): TrialEvent {
  if (definition.events.supported.length > 0) return trialEvent(definition, { kind: 'any' });
  return { trigger: 'system', body: Buffer.from('{"event_name":"patchbay_probe"}') };
}

type RequestedHeaders = DeliveryHeaders & Required<Pick<DeliveryHeaders, 'request'>>;

function headersOf(
  { trigger }: TrialEvent,
  { id, integrationId, request }: { id: string; integrationId: string; request: RequestedHeaders['request'] },
): RequestedHeaders {
  return {
    eventId: `test-${id}`,
    trigger,
    projectKey: '',
    eventAt: Date.now(),
    targets: [{ integrationId, revision: 0 }],
    passThrough: {},
    request,
  };
}
