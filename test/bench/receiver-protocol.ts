/** What the receiver is asked. */
export type ReceiverCommand =
  | { readonly kind: 'open'; readonly endpoints: number }
  /** Counts from zero, and tells when that many have come in. */
  | { readonly kind: 'reset'; readonly expected: number }
  /** An endpoint answers so late from now on; null: not at all. */
  | { readonly kind: 'delay'; readonly endpoint: number; readonly answerAfterMs: number | null }
  | { readonly kind: 'count' }
  | { readonly kind: 'measure' };

/** What came in at one endpoint of the events whose ids tell when they were published. */
export interface EndpointLatency {
  /** Different events; one that came twice counts once. */
  readonly events: number;
  /** From the event's publication to its arrival, in milliseconds; 0 without any. */
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** What the receiver says. Times are epoch milliseconds of its own clock, so that a busy parent does not blur them. */
export type ReceiverReport =
  | { readonly kind: 'opened'; readonly urls: readonly string[] }
  | { readonly kind: 'cleared' }
  | { readonly kind: 'delayed' }
  | { readonly kind: 'reached'; readonly atMs: number }
  | { readonly kind: 'counted'; readonly counts: readonly number[] }
  | { readonly kind: 'latencies'; readonly endpoints: readonly EndpointLatency[] };
