import type { HealthState } from '@patchbay/integration-contracts';
import type { IntegrationHealth } from './integration-health.ts';

export interface HealthQuery {
  readonly state?: HealthState;
  readonly offset: number;
  readonly limit: number;
}

export interface HealthList {
  /** Of all pages. */
  readonly total: number;
  readonly items: readonly IntegrationHealth[];
}

/** Where the health of integrations is kept. Every method throws AppError `mongodb_unavailable` when the store doesn't answer. */
export abstract class HealthStore {
  /** Those of them that are known, by id. */
  abstract find(ids: readonly string[]): Promise<ReadonlyMap<string, IntegrationHealth>>;
  /** By id. */
  abstract list(query: HealthQuery): Promise<HealthList>;
  abstract countByState(): Promise<Readonly<Record<HealthState, number>>>;
  /**
   * Writes each one whose stored revision is still its own, and raises that; what has changes pending is in the outbox then.
   * @returns how many were written: the others changed meanwhile
   */
  abstract save(changed: readonly IntegrationHealth[]): Promise<number>;
  abstract remove(ids: readonly string[]): Promise<void>;

  /** Takes up to `limit` out of the outbox for `claimMs`: no other process gets them meanwhile. */
  abstract claimUnpublished(limit: number, claimMs: number): Promise<readonly IntegrationHealth[]>;
  /**
   * Forgets the changes up to the published versions and ends the claims. One stays in the outbox when it changed again, and when a newer
   * version was published in between: the older one may lie behind it in the topic, where compaction would keep the wrong one.
   */
  abstract markPublished(published: readonly Pick<IntegrationHealth, 'id' | 'version'>[]): Promise<void>;
  /** Gives claimed ones back. */
  abstract release(ids: readonly string[]): Promise<void>;
}
