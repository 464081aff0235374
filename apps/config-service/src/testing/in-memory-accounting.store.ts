import { ACCOUNTED_TOPICS, AccountingStore, NO_POSITIONS } from '../accounting/accounting.store.ts';
import type { AccountingTotals, CountBulk, PartitionAccount } from '../accounting/accounting.store.ts';
import { NO_FIGURES, sumOf } from '../accounting/figures.ts';
import type { Figures } from '../accounting/figures.ts';

/** The running totals of unit tests; it passes the same suite as the real store. */
export class InMemoryAccountingStore extends AccountingStore {
  readonly #partitions = new Map<number, PartitionAccount>();
  readonly #integrations = new Map<string, Figures & { readonly at: Date }>();
  readonly #kinds = new Map<string, Figures>();
  #at: Date | undefined;

  override find(partition: number): Promise<PartitionAccount | undefined> {
    return Promise.resolve(this.#partitions.get(partition));
  }

  override add({ at, partitions, integrations }: CountBulk): Promise<boolean> {
    const isCurrent = partitions.every(({ partition, from }) => {
      const { positions } = this.#partitions.get(partition) ?? { positions: NO_POSITIONS };
      return ACCOUNTED_TOPICS.every((topic) => positions[topic] === from[topic]);
    });
    if (!isCurrent) return Promise.resolve(false);
    for (const { partition, to, figures, balance } of partitions) {
      const held = this.#partitions.get(partition)?.figures ?? NO_FIGURES;
      this.#partitions.set(partition, { positions: to, figures: sumOf(held, figures), balance });
    }
    for (const { integrationId, name, figures } of integrations) {
      const held = this.#integrations.get(integrationId) ?? NO_FIGURES;
      this.#integrations.set(integrationId, { ...sumOf(held, figures), at });
      this.#kinds.set(name, sumOf(this.#kinds.get(name) ?? NO_FIGURES, figures));
    }
    this.#at = at;
    return Promise.resolve(true);
  }

  override totals(): Promise<AccountingTotals> {
    const kinds = [...this.#kinds].map(([name, figures]) => ({ name, ...figures }));
    return Promise.resolve({
      balance: [...this.#partitions.values()].reduce((sum, { balance }) => sum + balance, 0),
      ...(this.#at !== undefined && { at: this.#at }),
      kinds: kinds.sort((one, other) => (one.name < other.name ? -1 : 1)),
    });
  }

  override figuresOf(integrationId: string): Promise<(Figures & { readonly at: Date }) | undefined> {
    return Promise.resolve(this.#integrations.get(integrationId));
  }
}
