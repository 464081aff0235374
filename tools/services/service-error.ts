/** A failure that the person at the terminal can act on: the message says what is wrong and what to do. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
}
