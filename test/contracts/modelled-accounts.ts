import type { PartitionAccount } from '../../apps/config-service/src/accounting/accounting.store.ts';
import { balanceOf } from '../../apps/config-service/src/accounting/balance.ts';
import { pendingOf, sumOf } from '../../apps/config-service/src/accounting/figures.ts';
import type { Figures } from '../../apps/config-service/src/accounting/figures.ts';
import { PartitionCounter } from '../../apps/config-service/src/accounting/partition-counter.ts';
import type { ModelledPartition } from './modelled-partition.ts';

/** The accounting of one partition: what was stored lasts, and what the counter has in its head goes with it. */
export class ModelledAccounts {
  readonly #partition: ModelledPartition;
  #stored: PartitionAccount | undefined;
  #counter: PartitionCounter;
  #read = { deliveries: 0, results: 0 };

  constructor(partition: ModelledPartition) {
    this.#partition = partition;
    this.#counter = this.#newCounter();
  }

  /** Reads up to so many records of both topics. */
  count(records: number): void {
    const { results } = this.#partition;
    for (const record of this.#partition.dispatched().slice(this.#read.deliveries).slice(0, records)) {
      this.#counter.accept(record);
      this.#read.deliveries += 1;
    }
    for (const outcome of results.slice(this.#read.results).slice(0, records)) {
      this.#counter.settle({ offset: String(this.#read.results) }, [outcome]);
      this.#read.results += 1;
    }
  }

  store(): void {
    const { to, figures } = this.#counter.take();
    const before = this.#stored?.figures ?? { accepted: 0, delivered: 0, dead: 0, ignored: 0 };
    this.#stored = { positions: to, figures: sumOf(before, figures), balance: 0 };
    this.#counter.forgetBefore(this.#partition.committed.offset);
  }

  /** Begins anew with what was stored, some way before it. */
  crash(): void {
    this.#counter = this.#newCounter();
    this.#read = { deliveries: 0, results: 0 };
  }

  /** Struck as the service does it: with all that was there when the commits were looked at. */
  get balance(): number {
    const { committed, waiting } = this.#partition;
    this.count(Infinity);
    return balanceOf(this.#counter.pending, this.#counter.openTargets(committed) + waiting);
  }

  /** As they are stored, once all is read. */
  get figures(): Figures & { readonly pending: number } {
    this.count(Infinity);
    this.store();
    const { figures } = this.#stored ?? { figures: { accepted: 0, delivered: 0, dead: 0, ignored: 0 } };
    return { ...figures, pending: pendingOf(figures) };
  }

  #newCounter(): PartitionCounter {
    return new PartitionCounter(this.#stored, () => this.#partition.now);
  }
}
