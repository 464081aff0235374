/** What the receiver is asked. */
export type ReceiverCommand =
  | { readonly kind: 'open'; readonly endpoints: number }
  /** Counts from zero, and tells when that many have come in. */
  | { readonly kind: 'reset'; readonly expected: number }
  | { readonly kind: 'count' };

/** What the receiver says. Times are epoch milliseconds of its own clock, so that a busy parent does not blur them. */
export type ReceiverReport =
  | { readonly kind: 'opened'; readonly urls: readonly string[] }
  | { readonly kind: 'cleared' }
  | { readonly kind: 'reached'; readonly atMs: number }
  | { readonly kind: 'counted'; readonly counts: readonly number[] };
