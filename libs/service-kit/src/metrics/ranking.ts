/** Entries that are kept for each that is shown: with so many, one that is often seen can hardly be missed. */
const SPARE = 10;

/**
 * Which keys were counted most of late, in bounded memory (the "space-saving" algorithm): a newcomer takes the place of the least, and its
 * count with it. What is long past fades: `fade` halves everything.
 */
export class Ranking {
  readonly #size: number;
  readonly #capacity: number;
  readonly #counts = new Map<string, number>();

  constructor(size: number) {
    this.#size = size;
    this.#capacity = size * SPARE;
  }

  count(key: string): void {
    const held = this.#counts.get(key);
    if (held !== undefined) this.#counts.set(key, held + 1);
    else if (this.#counts.size < this.#capacity) this.#counts.set(key, 1);
    else if (this.#capacity > 0) this.#counts.set(key, this.#evictLeast() + 1);
  }

  /** The most frequent ones, most first. */
  top(): readonly (readonly [key: string, count: number])[] {
    return [...this.#counts].sort(([, a], [, b]) => b - a).slice(0, this.#size);
  }

  fade(): void {
    for (const [key, count] of this.#counts) {
      const half = Math.floor(count / 2);
      if (half === 0) this.#counts.delete(key);
      else this.#counts.set(key, half);
    }
  }

  #evictLeast(): number {
    let least: [key: string, count: number] = ['', Infinity];
    for (const entry of this.#counts) if (entry[1] < least[1]) least = entry;
    this.#counts.delete(least[0]);
    return least[1];
  }
}
