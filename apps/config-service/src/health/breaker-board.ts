import type { BreakerEvent } from '@patchbay/integration-contracts';

/**
 * A worker tells of every breaker again within this time, as long as it is not closed: one that is open lets a call through after a
 * while, and one that nobody uses is dropped. A worker that was killed closes none of its own.
 */
const STALE_MS = 15 * 60_000;

/** Breakers that are not closed, by the newest event of each worker. */
export class BreakerBoard {
  readonly #newest = new Map<string, BreakerEvent>();

  apply(event: BreakerEvent): void {
    const key = `${event.origin} ${event.workerId}`;
    const known = this.#newest.get(key);
    if (known !== undefined && known.at > event.at) return;
    if (event.state === 'closed') this.#newest.delete(key);
    else this.#newest.set(key, event);
  }

  /** By origin. */
  listOpen(now: number): readonly BreakerEvent[] {
    for (const [key, { at }] of this.#newest) if (now - at > STALE_MS) this.#newest.delete(key);
    return [...this.#newest.values()].sort((a, b) => (a.origin < b.origin ? -1 : 1));
  }
}
