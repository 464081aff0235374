/** A benchmark that can't go on, for a reason that its message tells in full. */
export class BenchError extends Error {
  override readonly name = 'BenchError';
}
