/** How many calls ended lately: in the running second and in the one before. */
export class PaceMeter {
  #current = 0;
  #previous = 0;

  count(): void {
    this.#current += 1;
  }

  /** Begins a new second. */
  rotate(): void {
    this.#previous = this.#current;
    this.#current = 0;
  }

  get recent(): number {
    return this.#current + this.#previous;
  }
}

export interface WaitingRoom {
  /** Calls of the origin that ended lately, and of all origins together. */
  readonly originPace: number;
  readonly totalPace: number;
  /** Deliveries that wait for the origin, and for any. */
  readonly originWaiting: number;
  readonly totalWaiting: number;
}

/** What an origin can take within so many times the last two seconds is worth waiting for. */
const PATIENCE = 5;
/** An origin may hold twice the share of the waiting room that it has of the calls. */
const SHARE = 0.5;

/**
 * Whether a delivery whose wait is over should go on waiting. Waiting harms nobody while the origin is as busy as the rest:
 * then the worker is what is slow, and parking would only add work. An origin that holds more of the waiting room than it
 * moves is slow itself, and its deliveries make way.
 */
export function isWorthWaiting({ originPace, totalPace, originWaiting, totalWaiting }: WaitingRoom): boolean {
  return (
    originPace * PATIENCE >= originWaiting && originPace * totalWaiting >= SHARE * originWaiting * totalPace
  );
}
