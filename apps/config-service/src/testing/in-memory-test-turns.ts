import { TestTurns } from '../trial/test-turns.ts';

/** As many turns as a test wants. */
export class InMemoryTestTurns extends TestTurns {
  left = Number.POSITIVE_INFINITY;
  /** What they were taken for. */
  readonly taken: string[] = [];

  override take(key: string): Promise<boolean> {
    this.left -= 1;
    this.taken.push(key);
    return Promise.resolve(this.left >= 0);
  }
}
