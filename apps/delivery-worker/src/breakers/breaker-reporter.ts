import { encodeBreakerEvent } from '@patchbay/integration-contracts';
import type { BreakerEvent } from '@patchbay/integration-contracts';
import type { OutgoingRecord } from '@patchbay/service-kit/kafka';
import type { Logger } from '@patchbay/service-kit/logging';
import type { BreakerChange } from './origin-registry.ts';

export interface BreakerReporterOptions {
  /** Rejects when Kafka has not taken all of them. */
  readonly send: (records: readonly OutgoingRecord[]) => Promise<unknown>;
  readonly topic: string;
  readonly workerId: string;
  readonly now: () => number;
  readonly logger: Logger;
}

const LINGER_MS = 500;

/** Tells of breakers beside the deliveries: of each origin the newest change, and no more at once than there are origins. */
export class BreakerReporter {
  readonly #options: BreakerReporterOptions;
  #waiting = new Map<string, BreakerEvent>();
  #timer: NodeJS.Timeout | undefined;
  #sending: Promise<void> | undefined;

  constructor(options: BreakerReporterOptions) {
    this.#options = options;
  }

  report(change: BreakerChange): void {
    const { workerId, now } = this.#options;
    this.#waiting.set(change.origin, { ...change, workerId, at: now() });
    this.#plan();
  }

  /** Sends what is left; for the end of the process. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#sending;
    if (this.#waiting.size > 0) await this.#send();
    clearTimeout(this.#timer);
  }

  #plan(): void {
    if (this.#sending !== undefined) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#sending = this.#send().finally(() => {
        this.#sending = undefined;
        if (this.#waiting.size > 0) this.#plan();
      });
    }, LINGER_MS);
  }

  async #send(): Promise<void> {
    const events = [...this.#waiting.values()];
    this.#waiting = new Map();
    const { send, topic, logger } = this.#options;
    try {
      await send(events.map((event) => ({ topic, ...encodeBreakerEvent(event) })));
    } catch (error) {
      // The next change of each tells all that matters.
      logger.warn({ err: error, events: events.length }, 'changes of breakers were not published');
    }
  }
}
