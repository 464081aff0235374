import { IdTable } from './id-table.ts';

export interface RecentIdsOptions {
  /** Ids that are held at most; half as many are remembered at least. */
  readonly entries: number;
  /** What is younger is remembered, as long as there is room; what is older than twice that is forgotten. */
  readonly windowMs: number;
  readonly now: () => number;
}

/**
 * Remembers ids and a mark of each, in a bounded number of bytes. There are two generations; when the younger one is full or old, the
 * older one is forgotten.
 */
export class RecentIds {
  readonly #options: RecentIdsOptions;
  #young: IdTable;
  #old: IdTable | undefined;
  #bornAt: number;
  #newestAt: number;
  #oldNewestAt = 0;

  constructor(options: RecentIdsOptions) {
    this.#options = options;
    this.#young = new IdTable();
    this.#bornAt = options.now();
    this.#newestAt = this.#bornAt;
  }

  /** Bytes of both tables. */
  get bytes(): number {
    return this.#young.bytes + (this.#old?.bytes ?? 0);
  }

  /** Whether nothing was remembered for so long that nothing of it counts. */
  get isStale(): boolean {
    return this.#options.now() - this.#newestAt >= this.#options.windowMs;
  }

  /** Remembers an id; of several marks the highest holds. */
  remember(id: string, mark = 1): void {
    const { entries, windowMs, now } = this.#options;
    const at = now();
    if (this.#young.count >= entries / 2 || at - this.#bornAt >= windowMs) {
      this.#old = this.#young;
      this.#oldNewestAt = this.#newestAt;
      this.#young = new IdTable();
      this.#bornAt = at;
    }
    this.#young.raise(id, mark);
    this.#newestAt = at;
  }

  /** @returns 0 for an id that is not remembered */
  markOf(id: string): number {
    const mark = this.#young.get(id);
    if (this.#old === undefined) return mark;
    const { windowMs, now } = this.#options;
    return now() - this.#oldNewestAt < windowMs ? Math.max(mark, this.#old.get(id)) : mark;
  }
}
