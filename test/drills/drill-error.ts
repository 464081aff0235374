/** Something that keeps a drill from being run at all; its message says what to do. */
export class DrillError extends Error {
  override readonly name = 'DrillError';
}
