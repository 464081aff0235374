/** Something the person at the terminal can put right; the message says how. */
export class PublishError extends Error {
  override readonly name = 'PublishError';
}
