import { Inject, Injectable } from '@nestjs/common';
import { RecentIds } from '@patchbay/service-kit/kafka';
import { CONFIG } from '@patchbay/service-kit/service';
import type { DispatcherConfig } from '../config.ts';

/**
 * Which events each partition brought not long ago, so that one that comes again is not dispatched again. In memory only: after a
 * restart it is, under the same delivery ids, and the workers drop what they have done.
 */
@Injectable()
export class RecentEvents {
  readonly #options: { readonly entries: number; readonly windowMs: number; readonly now: () => number };
  readonly #partitions = new Map<number, RecentIds>();
  readonly #underWay = new Map<string, Promise<unknown>>();

  constructor(@Inject(CONFIG) config: Pick<DispatcherConfig, 'DEDUP_ENTRIES' | 'DEDUP_WINDOW'>) {
    this.#options = { entries: config.DEDUP_ENTRIES, windowMs: config.DEDUP_WINDOW, now: Date.now };
  }

  /**
   * Takes an event unless it was taken before. While it is under way, one with the same id waits: it has to do the work if that fails.
   * @returns whether it was taken
   * @throws what `take` rejects with
   */
  async once(partition: number, eventId: string, take: () => Promise<unknown>): Promise<boolean> {
    const recent = this.#of(partition);
    let other = this.#underWay.get(eventId);
    while (other !== undefined) {
      await other.catch(() => undefined);
      other = this.#underWay.get(eventId);
    }
    if (recent.markOf(eventId) > 0) return false;
    const work = take();
    this.#underWay.set(eventId, work);
    try {
      await work;
      recent.remember(eventId);
      return true;
    } finally {
      this.#underWay.delete(eventId);
    }
  }

  #of(partition: number): RecentIds {
    let recent = this.#partitions.get(partition);
    if (recent === undefined) {
      recent = new RecentIds(this.#options);
      this.#partitions.set(partition, recent);
    }
    return recent;
  }
}
