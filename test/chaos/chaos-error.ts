/** Something that keeps a fault from being tried at all; its message says what to do. */
export class ChaosError extends Error {
  override readonly name = 'ChaosError';
}
