import { performance } from 'node:perf_hooks';

const SAMPLE_MS = 200;
/** Shares of the time that the event loop was busy: above the first it is saturated, below the second no longer. */
const SATURATED = 0.92;
const RELIEVED = 0.8;

/** Whether this process has as much to do as it can. */
export class LoopLoad {
  readonly #timer: NodeJS.Timeout;
  #last = performance.eventLoopUtilization();
  #isSaturated = false;

  constructor() {
    this.#timer = setInterval(() => {
      this.#sample();
    }, SAMPLE_MS).unref();
  }

  get isSaturated(): boolean {
    return this.#isSaturated;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #sample(): void {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, this.#last);
    this.#last = now;
    this.#isSaturated = utilization > (this.#isSaturated ? RELIEVED : SATURATED);
  }
}
