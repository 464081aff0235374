import type { HealthState } from '@patchbay/integration-contracts';
import { HealthStore } from '../health/health.store.ts';
import type { HealthList, HealthQuery } from '../health/health.store.ts';
import type { IntegrationHealth } from '../health/integration-health.ts';

interface Row {
  health: IntegrationHealth;
  isUnpublished: boolean;
  publishedVersion: number;
  claimedUntil: number;
}

/** The store of unit tests; it passes the same suite as the real one. */
export class InMemoryHealthStore extends HealthStore {
  /** Epoch milliseconds, for claims to run out by. */
  nowMs = 0;
  readonly #rows = new Map<string, Row>();

  override find(ids: readonly string[]): Promise<ReadonlyMap<string, IntegrationHealth>> {
    return Promise.resolve(
      new Map(
        ids.flatMap((id) => {
          const row = this.#rows.get(id);
          return row === undefined ? [] : [[id, row.health] as const];
        }),
      ),
    );
  }

  override list({ state, offset, limit }: HealthQuery): Promise<HealthList> {
    const all = [...this.#rows.values()]
      .map(({ health }) => health)
      .filter((one) => state === undefined || one.state === state)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    return Promise.resolve({ total: all.length, items: all.slice(offset, offset + limit) });
  }

  override countByState(): Promise<Readonly<Record<HealthState, number>>> {
    const counts = { healthy: 0, paused: 0, off: 0 };
    for (const { health } of this.#rows.values()) counts[health.state] += 1;
    return Promise.resolve(counts);
  }

  override save(changed: readonly IntegrationHealth[]): Promise<number> {
    let written = 0;
    for (const health of changed) {
      const row = this.#rows.get(health.id);
      if ((row?.health.revision ?? 0) !== health.revision) continue;
      written += 1;
      this.#rows.set(health.id, {
        ...{ publishedVersion: 0, claimedUntil: 0, ...row },
        isUnpublished: row?.isUnpublished === true || health.pending.length > 0,
        health: { ...health, revision: health.revision + 1 },
      });
    }
    return Promise.resolve(written);
  }

  override remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.#rows.delete(id);
    return Promise.resolve();
  }

  override claimUnpublished(limit: number, claimMs: number): Promise<readonly IntegrationHealth[]> {
    const free = [...this.#rows.values()]
      .filter(({ isUnpublished, claimedUntil }) => isUnpublished && claimedUntil <= this.nowMs)
      .slice(0, limit);
    for (const row of free) row.claimedUntil = this.nowMs + claimMs;
    return Promise.resolve(free.map(({ health }) => health));
  }

  override markPublished(published: readonly Pick<IntegrationHealth, 'id' | 'version'>[]): Promise<void> {
    for (const { id, version } of published) {
      const row = this.#rows.get(id);
      if (row === undefined) continue;
      const { health, publishedVersion } = row;
      row.isUnpublished = health.version > version || publishedVersion > version;
      row.publishedVersion = Math.max(publishedVersion, version);
      row.claimedUntil = 0;
      const pending = health.pending.filter((change) => change.version > version);
      row.health = { ...health, pending, revision: health.revision + 1 };
    }
    return Promise.resolve();
  }

  override release(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const row = this.#rows.get(id);
      if (row !== undefined) row.claimedUntil = 0;
    }
    return Promise.resolve();
  }
}
