/** The command was called in a way that can't work; the message tells the caller what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
