import { setTimeout as sleep } from 'node:timers/promises';
import type { Installation } from './installation.ts';

const STEP_MS = 50;

/** Events at a steady rate, until it is stopped; what Kafka does not take at once is sent when it does. */
export class Load {
  readonly #installation: Installation;
  readonly #stop = new AbortController();
  readonly #done: Promise<void>;

  private constructor(installation: Installation, eventsPerSecond: number) {
    this.#installation = installation;
    this.#done = this.#run(eventsPerSecond);
    // Whoever stops it is told of a failure; before that, it must not end the process.
    this.#done.catch(() => undefined);
  }

  static start(installation: Installation, eventsPerSecond: number): Load {
    return new Load(installation, eventsPerSecond);
  }

  /** Resolves when the last event is with Kafka. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#done;
  }

  async #run(eventsPerSecond: number): Promise<void> {
    const startedAt = performance.now();
    let published = 0;
    while (!this.#stop.signal.aborted) {
      const due = Math.floor(((performance.now() - startedAt) / 1000) * eventsPerSecond);
      if (due > published) await this.#installation.publish(due - published);
      published = Math.max(published, due);
      await sleep(STEP_MS);
    }
  }
}
