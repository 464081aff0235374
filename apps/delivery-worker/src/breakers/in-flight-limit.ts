/** The shortest time that a call to an origin took lately: what the network and the endpoint need when nobody queues. */
export class LatencyFloor {
  #current = Infinity;
  #previous = Infinity;

  observe(durationMs: number): void {
    if (durationMs < this.#current) this.#current = durationMs;
  }

  /** Begins a new window; what was seen two windows ago counts no more. */
  rotate(): void {
    this.#previous = this.#current;
    this.#current = Infinity;
  }

  /** Milliseconds; `Infinity` before the first call. */
  get value(): number {
    return Math.min(this.#current, this.#previous);
  }
}

/** So many calls at once an origin always gets. */
const LEAST = 8;
/** Latencies vary: an origin may have so many times the calls under way that its pace needs at its best latency. */
const HEADROOM = 4;

/**
 * How many calls at once are of use to an origin while the worker itself is what is slow. By Little's law a pace needs
 * pace × latency of them; any more only queue in this process, where each costs memory, garbage collection and a
 * connection. An origin whose own latency is high keeps all it needs.
 */
export function usefulInFlight(max: number, callsPerSecond: number, floorMs: number): number {
  const needed = Math.ceil((HEADROOM * callsPerSecond * floorMs) / 1000);
  return Math.min(max, Math.max(LEAST, Number.isFinite(needed) ? needed : max));
}
