import type { ParsedEvent } from './event-facts.ts';

/** Why a record from `gitlab.events` could not be used. */
export const EVENT_REJECTIONS = [
  'empty_value',
  'malformed_json',
  'not_an_object',
  'too_deep',
  'unsupported_cloudevent',
  'unclassified',
] as const;

/** One of {@link EVENT_REJECTIONS}. */
export type EventRejection = (typeof EVENT_REJECTIONS)[number];

/** The bytes are no event: what is wrong, where, and what the publisher should do. */
export interface InvalidEvent {
  readonly kind: 'invalid';
  readonly reason: Exclude<EventRejection, 'unclassified'>;
  /** One sentence for operators. It never quotes the payload, which may hold secrets. */
  readonly detail: string;
}

/** Sound JSON, but of a kind that no trigger stands for. */
export interface UnclassifiedEvent {
  readonly kind: 'unclassified';
  readonly reason: 'unclassified';
  readonly detail: string;
  /** `object_kind` or `event_name` as sent, where there is one. */
  readonly objectKind?: string;
}

/** What became of a payload. */
export type Classification =
  { readonly kind: 'event'; readonly event: ParsedEvent } | UnclassifiedEvent | InvalidEvent;

/** Builds an {@link InvalidEvent}. */
export function invalid(reason: InvalidEvent['reason'], detail: string): InvalidEvent {
  return { kind: 'invalid', reason, detail };
}
