import type { Figures } from './figures.ts';

/** How far a partition of the deliveries is counted: for each topic, by its role, the offset of the next record. */
export type Positions = Readonly<Record<AccountedTopic, number>>;

/** The topics that are counted: what was accepted is in the first, what became of it in the second. */
export const ACCOUNTED_TOPICS = ['deliveries', 'results'] as const;
export type AccountedTopic = (typeof ACCOUNTED_TOPICS)[number];

export interface PartitionAccount {
  readonly positions: Positions;
  readonly figures: Figures;
  readonly balance: number;
}

/** What was counted of a partition between two positions. */
export interface PartitionCount {
  readonly partition: number;
  readonly from: Positions;
  readonly to: Positions;
  readonly figures: Figures;
  readonly balance: number;
}

/** What was counted of one integration, in all partitions of the same bulk. */
export interface IntegrationCount {
  readonly integrationId: string;
  /** Of its definition, `slack`. */
  readonly name: string;
  readonly figures: Figures;
}

export interface CountBulk {
  readonly at: Date;
  readonly partitions: readonly PartitionCount[];
  readonly integrations: readonly IntegrationCount[];
}

export interface AccountingTotals {
  readonly balance: number;
  /** Absent before anything was stored. */
  readonly at?: Date;
  readonly kinds: readonly (Figures & { readonly name: string })[];
}

export const NO_POSITIONS: Positions = { deliveries: 0, results: 0 };

/** The running totals. Every method throws AppError `mongodb_unavailable` when the store doesn't answer. */
export abstract class AccountingStore {
  /** `undefined` for a partition of which nothing was counted yet. */
  abstract find(partition: number): Promise<PartitionAccount | undefined>;
  /**
   * Adds a bulk, all of it or nothing. @returns `false` when a partition is not where its count begins: another process has
   * counted it in the meantime, or this very bulk was stored before
   */
  abstract add(bulk: CountBulk): Promise<boolean>;
  abstract totals(): Promise<AccountingTotals>;
  abstract figuresOf(integrationId: string): Promise<(Figures & { readonly at: Date }) | undefined>;
}
