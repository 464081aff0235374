import { headerText } from '@patchbay/integration-contracts';
import type { KafkaRecord } from '@patchbay/service-kit/kafka';
import type { DeadLetter } from './dead-letter.ts';

export type DeadLetterEntity = Readonly<Record<string, unknown>>;

/** Of a payload that is longer, only the beginning is shown. */
const MAX_SHOWN_BYTES = 64 * 1024;

export function deadLetterEntity({ delivery, at, ...letter }: DeadLetter): DeadLetterEntity {
  const retry = delivery?.headers.retry;
  return {
    ...{ kind: letter.kind, partition: letter.partition, offset: letter.offset, at: at.toISOString() },
    ...{ reason: letter.reason, detail: letter.detail ?? null, event_id: letter.eventId ?? null },
    delivery_id: delivery?.id ?? null,
    integration_id: delivery?.integrationId ?? null,
    trigger: delivery?.headers.trigger ?? null,
    project_key: delivery?.headers.projectKey ?? null,
    attempts: retry?.attempts ?? null,
    first_attempt_at: retry === undefined ? null : new Date(retry.firstAttemptAt).toISOString(),
    bytes: letter.bytes,
  };
}

/** With what is in it. */
export function wholeDeadLetterEntity(letter: DeadLetter, { headers, value }: KafkaRecord): DeadLetterEntity {
  const shown = Object.keys(headers).map((name) => [name, headerText(headers, name) ?? '']);
  return {
    ...deadLetterEntity(letter),
    headers: Object.fromEntries(shown) as unknown,
    payload: value?.subarray(0, MAX_SHOWN_BYTES).toString() ?? null,
    payload_cut: letter.bytes > MAX_SHOWN_BYTES,
  };
}
