/** What has to be ended after a spec file, whatever of it got started. */
export class CleanUps {
  readonly #cleanUps: (() => Promise<void> | void)[] = [];

  /** Takes note of something that is to be stopped, and gives it back. */
  add<Started>(started: Started, end: (started: Started) => Promise<void> | void): Started {
    this.#cleanUps.push(() => end(started));
    return started;
  }

  /** The last one first, all of them, even if one fails. */
  async run(): Promise<void> {
    const failures: unknown[] = [];
    for (const cleanUp of this.#cleanUps.splice(0).reverse()) {
      try {
        await cleanUp();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'not everything could be cleaned up');
  }
}
