import { Injectable } from '@nestjs/common';
import { Clock } from '../settings/clock.ts';
import { SettingsStore } from '../settings/settings.store.ts';
import { AccountingMetrics } from './accounting-metrics.ts';
import { AccountingStore } from './accounting.store.ts';
import type { CountBulk } from './accounting.store.ts';
import { balanceOf } from './balance.ts';
import { NO_FIGURES, sumOf } from './figures.ts';
import type { Figures } from './figures.ts';
import type { PartitionCounter, Uncounted } from './partition-counter.ts';
import type { Progress } from './worker-progress.ts';

interface Held {
  readonly counter: PartitionCounter;
  balance: number;
  isBalanceNew: boolean;
  /** What the balance is struck with, once its ends were counted. */
  progress?: Progress;
}

/** Names are looked up once a process; so many of them are kept. */
const MAX_NAMES = 100_000;
const UNKNOWN = 'unknown';

/** The partitions that this process counts, until what was counted of them is stored. */
@Injectable()
export class AccountKeeper {
  readonly #store: AccountingStore;
  readonly #settings: SettingsStore;
  readonly #metrics: AccountingMetrics;
  readonly #clock: Clock;
  readonly #held = new Map<number, Held>();
  readonly #names = new Map<string, string>();
  /** What the store did not answer to: it may be stored or not, and must be tried again as it is. */
  #unanswered: CountBulk | undefined;

  constructor(store: AccountingStore, settings: SettingsStore, metrics: AccountingMetrics, clock: Clock) {
    this.#store = store;
    this.#settings = settings;
    this.#metrics = metrics;
    this.#clock = clock;
  }

  hold(partition: number, counter: PartitionCounter, balance: number): void {
    this.#held.set(partition, { counter, balance, isBalanceNew: false });
  }

  forget(partition: number): void {
    this.#held.delete(partition);
  }

  counterOf(partition: number): PartitionCounter | undefined {
    return this.#held.get(partition)?.counter;
  }

  /** Strikes the balance of each partition as soon as all that was there at the time is counted. */
  strike(progress: ReadonlyMap<number, Progress>): void {
    for (const [partition, held] of this.#held) {
      const its = progress.get(partition);
      if (its !== undefined) held.progress = its;
    }
  }

  /**
   * Stores what was counted since the last time.
   * @returns partitions that somebody else has counted: they are forgotten, and must be begun anew
   * @throws AppError `mongodb_unavailable`; nothing is lost, and the next call tries it again
   */
  async keep(): Promise<readonly number[]> {
    const bulk = this.#unanswered ?? (await this.#nextBulk());
    this.#unanswered = bulk;
    const isStored = bulk.partitions.length === 0 || (await this.#store.add(bulk));
    this.#unanswered = undefined;
    if (isStored) {
      this.#metrics.counted(bulk.integrations);
      return [];
    }
    const moved = bulk.partitions.map(({ partition }) => partition);
    for (const partition of moved) this.#held.delete(partition);
    return moved;
  }

  async #nextBulk(): Promise<CountBulk> {
    for (const held of this.#held.values()) settleBalance(held);
    // Names first: what was taken from the counters must not be lost with a look-up that fails.
    const names = await this.#namesOf(
      [...this.#held.values()].flatMap(({ counter }) => counter.integrations),
    );
    const byIntegration = new Map<string, Figures>();
    const partitions = [...this.#held].flatMap(([partition, held]) => {
      const uncounted = held.counter.take();
      if (!held.isBalanceNew && !hasMoved(uncounted)) return [];
      held.isBalanceNew = false;
      for (const [id, figures] of uncounted.byIntegration)
        byIntegration.set(id, sumOf(byIntegration.get(id) ?? NO_FIGURES, figures));
      const { from, to, figures } = uncounted;
      return [{ partition, from, to, figures, balance: held.balance }];
    });
    const integrations = [...byIntegration].map(([integrationId, figures]) => ({
      ...{ integrationId, name: names.get(integrationId) ?? UNKNOWN, figures },
    }));
    return { at: this.#clock.now(), partitions, integrations };
  }

  async #namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const wanted = [...new Set(ids)].filter((id) => !this.#names.has(id));
    if (wanted.length === 0) return this.#names;
    if (this.#names.size > MAX_NAMES) this.#names.clear();
    for (const [id, name] of await this.#settings.namesOf(wanted)) this.#names.set(id, name);
    return this.#names;
  }
}

function settleBalance(held: Held): void {
  const { counter, progress } = held;
  if (progress === undefined) return;
  const { positions } = counter;
  const { ends, committed, waiting } = progress;
  if (positions.deliveries < ends.deliveries || positions.results < ends.results) return;
  const balance = balanceOf(counter.pending, counter.openTargets(committed) + waiting);
  held.isBalanceNew = balance !== held.balance;
  held.balance = balance;
  delete held.progress;
  counter.forgetBefore(committed.offset);
}

function hasMoved({ from, to }: Uncounted): boolean {
  return from.deliveries !== to.deliveries || from.results !== to.results;
}
