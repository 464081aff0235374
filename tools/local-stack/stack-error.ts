/** A failure the person at the terminal can act on: its message says what is wrong and what to do, so no trace is shown. */
export class StackError extends Error {
  override name = 'StackError';
}
