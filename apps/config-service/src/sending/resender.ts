import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  AppError,
  UnreadableRecordError,
  decodeDeliveryHeaders,
  deliveryIdOf,
} from '@patchbay/integration-contracts';
import type { DeliveryHeaders, DeliveryRequest } from '@patchbay/integration-contracts';
import type { KafkaRecord } from '@patchbay/service-kit/kafka';
import type { FullAttempt, LoggedAttempt } from '../request-log/request-log.ts';
import { RequestLog } from '../request-log/request-log.ts';
import type { IntegrationAddress, IntegrationSettings } from '../settings/integration-settings.ts';
import { SettingsService } from '../settings/settings.service.ts';
import { Previewer } from '../trial/previewer.ts';
import { DeliverySink } from './delivery.sink.ts';
import type { RequestedDelivery } from './delivery.sink.ts';
import { EventArchive } from './event-archive.ts';
import { placeText, recordPlaceOf } from './record-place.ts';

export interface Resend {
  /** Its attempts in the request log have this as `requested.id`. */
  readonly id: string;
  readonly deliveryId: string;
}

/** Sends a delivery once more, with today's settings and the id that it always had. */
@Injectable()
export class Resender {
  readonly #settings: SettingsService;
  readonly #log: RequestLog;
  readonly #archive: EventArchive;
  readonly #sink: DeliverySink;
  readonly #previewer: Previewer;

  constructor(
    settings: SettingsService,
    log: RequestLog,
    archive: EventArchive,
    sink: DeliverySink,
    previewer: Previewer,
  ) {
    this.#settings = settings;
    this.#log = log;
    this.#archive = archive;
    this.#sink = sink;
    this.#previewer = previewer;
  }

  /**
   * @param isForced sends it even where the settings name another address by now
   * @throws AppError `integration_not_found`, `not_found` for an attempt that is not in the log, `invalid_request` for a test or an
   * integration that is off, `event_gone`, `url_changed`
   */
  async resend(address: IntegrationAddress, attemptId: string, isForced: boolean): Promise<Resend> {
    const settings = await this.#settings.get(address);
    const attempt = await this.#log.find(settings.id, attemptId);
    if (attempt === undefined) throw new AppError('not_found', 'No such attempt is in the request log.');
    if (attempt.requested?.kind === 'test')
      throw new AppError('invalid_request', 'That was a test; test the settings again instead.');
    if (!settings.isActive || settings.isInherited)
      throw new AppError('invalid_request', 'The integration is turned off here, and sends nothing.');
    const record = await this.#recordOf(attempt);
    const id = randomUUID();
    const delivery = againTo(settings, attempt, { record, request: { id, kind: 'resend' } });
    if (!isForced) {
      for (const before of await this.#comparable(attempt))
        this.#assertSameAddress(address, settings, { attempt: before, delivery });
    }
    await this.#sink.send([delivery]);
    return { id, deliveryId: attempt.deliveryId };
  }

  async #recordOf({ record }: FullAttempt): Promise<KafkaRecord> {
    const place = recordPlaceOf(record);
    if (place === undefined) throw new AppError('event_gone', 'The log does not say where it was.');
    const found = (await this.#archive.read([place])).get(placeText(place));
    if (found === undefined) throw new AppError('event_gone', '');
    return found;
  }

  /** What follows an answer can't be told beforehand; the first request can, and shows where the others went. */
  async #comparable(attempt: FullAttempt): Promise<readonly FullAttempt[]> {
    if (attempt.step === 0) return [attempt];
    const all = await this.#log.ofDelivery(attempt.integrationId, attempt.deliveryId);
    const first = all.findLast(({ step, at }) => step === 0 && at <= attempt.at);
    return first === undefined ? [attempt] : [attempt, first];
  }

  /** Compares the very request; where today's settings would make none at that place, there is nothing to compare. */
  #assertSameAddress(
    { definition }: IntegrationAddress,
    settings: IntegrationSettings,
    { attempt, delivery }: { attempt: FullAttempt; delivery: RequestedDelivery },
  ): void {
    const before = attempt.request;
    const trial = {
      integrationId: settings.id,
      values: this.#settings.valuesOf(settings),
      triggers: settings.triggers,
    };
    const fingerprintKey = before?.urlFingerprint?.split('.', 1)[0];
    const { requests } = this.#previewer.preview(definition, trial, {
      ...{ trigger: delivery.headers.trigger, body: delivery.body },
      ...(fingerprintKey !== undefined && { fingerprintKey }),
    });
    const now = requests[attempt.step];
    if (before === undefined || now === undefined) return;
    if (before.url === now.url && before.urlFingerprint === now.urlFingerprint) return;
    throw new AppError('url_changed', `It went to ${before.url} then, and would go to ${now.url} now.`);
  }
}

/**
 * The delivery of an attempt, from its first request on.
 * @throws AppError `event_gone` for a record that is not this delivery: topics are made anew, and other events come to lie there
 */
export function againTo(
  { id, revision }: Pick<IntegrationSettings, 'id' | 'revision'>,
  { deliveryId }: Pick<LoggedAttempt, 'deliveryId'>,
  { record, request }: { readonly record: KafkaRecord; readonly request: DeliveryRequest },
): RequestedDelivery {
  const { retry: _retry, ...kept } = headersOf(record);
  // Another project's event must never get here, whatever the log says about where this one was.
  if (deliveryIdOf(kept.eventId, id, kept.projectKey) !== deliveryId)
    throw new AppError('event_gone', 'Another event is at its place.');
  const targets = [{ integrationId: id, revision }];
  return { headers: { ...kept, targets, request }, body: record.value ?? Buffer.alloc(0) };
}

function headersOf({ headers }: KafkaRecord): DeliveryHeaders {
  try {
    return decodeDeliveryHeaders(headers);
  } catch (error) {
    if (!(error instanceof UnreadableRecordError)) throw error;
    throw new AppError('event_gone', `Another record is at its place: ${error.message}.`);
  }
}
