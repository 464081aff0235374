import { TestTurns } from '../trial/test-turns.ts';

/** As many turns as a test wants. */
export class InMemoryTestTurns extends TestTurns {
  left = Number.POSITIVE_INFINITY;

  override take(): Promise<boolean> {
    this.left -= 1;
    return Promise.resolve(this.left >= 0);
  }
}
