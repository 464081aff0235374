/** Counts tests, so that nobody uses them to flood an endpoint. */
export abstract class TestTurns {
  /**
   * Takes one of the turns of this minute, over all replicas.
   * @param key what is tested
   * @returns whether there was one left. @throws AppError `mongodb_unavailable`
   */
  abstract take(key: string): Promise<boolean>;
}
