import { isDeepStrictEqual } from 'node:util';
import type { ScopeKey } from '@patchbay/integration-contracts';
import type { IntegrationSettings, SettingsKey } from '../settings/integration-settings.ts';
import { SettingsStore } from '../settings/settings.store.ts';
import type { DataQuery, PublishedRevision } from '../settings/settings.store.ts';

interface Row {
  settings: IntegrationSettings;
  isUnpublished: boolean;
  claimedUntil: number;
}

/** The store of unit tests; it passes the same suite as the real one. */
export class InMemorySettingsStore extends SettingsStore {
  /** Epoch milliseconds, for claims to run out by. */
  nowMs = 0;
  /** Thrown by every call while set. */
  failure: Error | undefined;
  readonly #rows = new Map<string, Row>();

  override find({ scope, name, label }: SettingsKey): Promise<IntegrationSettings | undefined> {
    return this.#answer(() => this.#list(scope).find((one) => one.name === name && one.label === label));
  }

  override listScope(scope: ScopeKey): Promise<readonly IntegrationSettings[]> {
    const order = ({ name, label }: IntegrationSettings): string => `${name}\n${label}`;
    return this.#answer(() => this.#list(scope).sort((a, b) => (order(a) < order(b) ? -1 : 1)));
  }

  override search({ name, field, value, limit, after }: DataQuery): Promise<readonly IntegrationSettings[]> {
    return this.#answer(() =>
      [...this.#rows.values()]
        .map(({ settings }) => settings)
        .filter((one) => one.name === name && isDeepStrictEqual(one.data[field], value))
        .filter(({ id }) => after === undefined || id > after)
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .slice(0, limit),
    );
  }

  override insert(settings: IntegrationSettings): Promise<boolean> {
    return this.#answer(() => {
      const isTaken =
        this.#hasRival(settings) ||
        this.#list(settings.scope).some(
          ({ name, label }) => name === settings.name && label === settings.label,
        );
      if (!isTaken) this.#rows.set(settings.id, { settings, isUnpublished: true, claimedUntil: 0 });
      return !isTaken;
    });
  }

  override replace(settings: IntegrationSettings, expectedRevision: number): Promise<boolean> {
    return this.#answer(() => {
      const row = this.#rows.get(settings.id);
      if (row?.settings.revision !== expectedRevision || this.#hasRival(settings)) return false;
      const { publishedRevision } = row.settings;
      this.#rows.set(settings.id, {
        ...row,
        settings: { ...settings, publishedRevision },
        isUnpublished: true,
      });
      return true;
    });
  }

  override claimUnpublished(limit: number, claimMs: number): Promise<readonly IntegrationSettings[]> {
    return this.#answer(() => {
      const free = [...this.#rows.values()]
        .filter((row) => row.isUnpublished && row.claimedUntil <= this.nowMs)
        .slice(0, limit);
      for (const row of free) row.claimedUntil = this.nowMs + claimMs;
      return free.map(({ settings }) => settings);
    });
  }

  override markPublished(published: readonly PublishedRevision[]): Promise<void> {
    return this.#answer(() => {
      for (const { id, revision } of published) {
        const row = this.#rows.get(id);
        if (row === undefined) continue;
        const { settings } = row;
        row.isUnpublished = settings.revision > revision || settings.publishedRevision > revision;
        row.claimedUntil = 0;
        row.settings = { ...settings, publishedRevision: Math.max(settings.publishedRevision, revision) };
      }
    });
  }

  override release(ids: readonly string[]): Promise<void> {
    return this.#answer(() => {
      for (const id of ids) {
        const row = this.#rows.get(id);
        if (row !== undefined) row.claimedUntil = 0;
      }
    });
  }

  override countUnpublished(): Promise<number> {
    return this.#answer(() => [...this.#rows.values()].filter(({ isUnpublished }) => isUnpublished).length);
  }

  #hasRival({ id, scope, exclusive }: IntegrationSettings): boolean {
    return (
      exclusive !== null &&
      this.#list(scope).some((other) => other.id !== id && other.exclusive === exclusive)
    );
  }

  #list(scope: ScopeKey): IntegrationSettings[] {
    return [...this.#rows.values()].map(({ settings }) => settings).filter((one) => one.scope === scope);
  }

  #answer<Result>(produce: () => Result): Promise<Result> {
    return this.failure === undefined ? Promise.resolve(produce()) : Promise.reject(this.failure);
  }
}
