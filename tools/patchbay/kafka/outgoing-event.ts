import { randomUUID } from 'node:crypto';
import { openEnvelope, parseEvent } from '@patchbay/integration-contracts';
import type { EventFacts } from '@patchbay/integration-contracts';

/** What the person says about the record. */
export interface RecordWishes {
  /** The payload's project when absent. */
  readonly key?: string | undefined;
  /** In lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A record to produce, with what Patchbay will make of it. */
export interface OutgoingEvent {
  readonly key: string | null;
  readonly value: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  readonly eventId: string;
  readonly reading: Reading;
}

export type Reading =
  | { readonly kind: 'event'; readonly facts: EventFacts }
  | { readonly kind: 'problem'; readonly reason: string; readonly detail: string };

/** Reads the payload with the dispatcher's own parser: the same words here as on the dead letter topic. */
export function outgoingEvent(value: Buffer, wishes: RecordWishes): OutgoingEvent {
  const eventId = wishes.headers['event-id'] ?? wishes.headers['ce_id'] ?? randomUUID();
  const headers = { 'content-type': 'application/json', 'event-id': eventId, ...wishes.headers };
  const { reading, envelopeId } = read(value, headers);
  const ownKey = reading.kind === 'event' ? keyOf(reading.facts) : null;
  // A structured CloudEvent names itself, and that name is the one that counts.
  return { key: wishes.key ?? ownKey, value, headers, eventId: envelopeId ?? eventId, reading };
}

/** What Patchbay makes of a record. */
export function readingOf(value: Buffer, headers: Readonly<Record<string, string>>): Reading {
  return read(value, headers).reading;
}

function read(
  value: Buffer,
  headers: Readonly<Record<string, string>>,
): { reading: Reading; envelopeId?: string | undefined } {
  const envelope = openEnvelope(value, headers);
  if (envelope.kind === 'invalid') return { reading: { ...envelope, kind: 'problem' } };
  const classified = parseEvent(envelope.body, envelope);
  const reading: Reading =
    classified.kind === 'event'
      ? { kind: 'event', facts: classified.event.facts }
      : { kind: 'problem', reason: classified.reason, detail: classified.detail };
  return { reading, envelopeId: envelope.eventId };
}

/** As upstream keys its events: a project's events stay in order. */
function keyOf({ projectId, groupPath }: EventFacts): string | null {
  return projectId === undefined ? (groupPath ?? null) : String(projectId);
}

/** `push · acme/rockets/engine (1042) · main`, for people. */
export function describeFacts({
  trigger,
  also,
  projectId,
  projectPath,
  groupPath,
  ref,
  action,
  status,
}: EventFacts): string {
  const place = projectPath ?? groupPath;
  const project = projectId === undefined ? place : `${place ?? 'project'} (${projectId})`;
  return [[trigger, ...also].join(' + '), project, ref, action, status]
    .filter((part) => part !== undefined)
    .join(' · ');
}
