import {
  eventIdOf,
  headerText,
  openEnvelope,
  parseEvent,
  passThroughOf,
} from '@patchbay/integration-contracts';
import type { EventRejection, KafkaHeaders } from '@patchbay/integration-contracts';
import type { KafkaRecord } from '../kafka/index.ts';
import type { IncomingEvent } from './incoming-event.ts';

/** Why an event lies on the dead topic: the parser's reasons, and those of the dispatcher itself. */
export type DeadReason = EventRejection | 'too_large' | 'refused_by_kafka';

export interface UnreadableEvent {
  readonly kind: 'unreadable';
  readonly reason: DeadReason;
  /** For operators; never quotes the payload. */
  readonly detail: string;
  readonly eventId: string;
}

export type ReadEvent = { readonly kind: 'event'; readonly event: IncomingEvent } | UnreadableEvent;

/** Understands a record of `gitlab.events`. Never throws: what can't be used comes back with the reason. */
export function readEvent(record: KafkaRecord, maxBytes: number): ReadEvent {
  const ownId = eventIdOf(record.topic, record.partition, record.offset);
  const size = record.value?.length ?? 0;
  if (size > maxBytes) {
    const detail = `the value has ${size} bytes, more than the ${maxBytes} of MAX_EVENT_BYTES`;
    return { kind: 'unreadable', reason: 'too_large', detail, eventId: ownId };
  }
  const headers = textsOf(record.headers);
  const opened = openEnvelope(record.value, headers);
  if (opened.kind === 'invalid') {
    return { kind: 'unreadable', reason: opened.reason, detail: opened.detail, eventId: ownId };
  }
  const eventId = opened.eventId ?? ownId;
  const parsed = parseEvent(opened.body, opened);
  if (parsed.kind !== 'event') {
    return { kind: 'unreadable', reason: parsed.reason, detail: parsed.detail, eventId };
  }
  const event: IncomingEvent = {
    eventId,
    eventAt: opened.occurredAt === undefined ? record.timestampMs : Date.parse(opened.occurredAt),
    facts: parsed.event.facts,
    body: asBuffer(opened.body),
    passThrough: { ...passThroughOf(headers), ...opened.trace },
    ...(record.span === undefined ? {} : { span: record.span }),
  };
  return { kind: 'event', event };
}

/** Kafka tells `Traceparent` from `traceparent`; publishers don't. */
function textsOf(headers: KafkaHeaders): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const name of Object.keys(headers)) {
    const text = headerText(headers, name);
    if (text !== undefined) texts[name.toLowerCase()] = text;
  }
  return texts;
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
