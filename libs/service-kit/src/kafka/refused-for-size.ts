/** Kafka's names for "larger than this topic or broker takes", which no repetition changes. */
const SIZE_ERRORS: ReadonlySet<unknown> = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE']);

/** Whether a producer's error says that the record itself is too large, whoever wrapped it. */
export function isRefusedForSize(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('type' in error && SIZE_ERRORS.has(error.type)) || isRefusedForSize(error.cause);
}
