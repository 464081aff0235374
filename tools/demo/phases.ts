import pc from 'picocolors';

/** One line for each phase of a start, with how long it took. */
export class Phases {
  readonly #startedAt = performance.now();

  get seconds(): string {
    return ((performance.now() - this.#startedAt) / 1000).toFixed(1);
  }

  async run<Result>(title: string, work: () => Promise<Result>): Promise<Result> {
    const startedAt = performance.now();
    const result = await work();
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    this.say(`${title} (${seconds} s)`);
    return result;
  }

  say(text: string): void {
    console.log(`${pc.dim(`[${this.seconds.padStart(5)} s]`)} ${text}`);
  }
}
