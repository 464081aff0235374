/** Something the person at the terminal can put right; the message says how. */
export class DeadError extends Error {
  override readonly name = 'DeadError';
}
