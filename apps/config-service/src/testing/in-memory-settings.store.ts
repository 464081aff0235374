import { isDeepStrictEqual } from 'node:util';
import type { ScopeKey } from '@patchbay/integration-contracts';
import type { AuditEntry } from '../audit/audit-entry.ts';
import type { IntegrationSettings, SettingsKey } from '../settings/integration-settings.ts';
import { SettingsStore } from '../settings/settings.store.ts';
import type { DataQuery, NameQuery, PublishedRevision, Tombstone } from '../settings/settings.store.ts';

export interface Row {
  settings: IntegrationSettings;
  isBuried: boolean;
  isUnpublished: boolean;
  claimedUntil: number;
  pendingAudit: readonly AuditEntry[];
}

/** The store of unit tests; it passes the same suite as the real one. */
export class InMemorySettingsStore extends SettingsStore {
  /** Epoch milliseconds, for claims to run out by. */
  nowMs = 0;
  /** Thrown by every call while set. */
  failure: Error | undefined;
  /** By id; for stand-ins of other ports that look at the same rows. */
  readonly rows = new Map<string, Row>();

  override find({ scope, name, label }: SettingsKey): Promise<IntegrationSettings | undefined> {
    return this.#answer(() => this.#list(scope).find((one) => one.name === name && one.label === label));
  }

  override listByIds(ids: readonly string[]): Promise<readonly IntegrationSettings[]> {
    return this.#answer(() => this.#visible().filter(({ id }) => ids.includes(id)));
  }

  override listScope(scope: ScopeKey): Promise<readonly IntegrationSettings[]> {
    const order = ({ name, label }: IntegrationSettings): string => `${name}\n${label}`;
    return this.#answer(() => this.#list(scope).sort((a, b) => (order(a) < order(b) ? -1 : 1)));
  }

  override search({ name, field, value, limit, after }: DataQuery): Promise<readonly IntegrationSettings[]> {
    return this.#answer(() =>
      this.#visible()
        .filter((one) => one.name === name && isDeepStrictEqual(one.data[field], value))
        .filter(({ id }) => after === undefined || id > after)
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .slice(0, limit),
    );
  }

  override listNamed({ name, label, limit, after }: NameQuery): Promise<readonly IntegrationSettings[]> {
    return this.#answer(() =>
      this.#visible()
        .filter((one) => one.name === name && one.label === label)
        .filter(({ id }) => after === undefined || id > after)
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .slice(0, limit),
    );
  }

  override namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.#answer(
      () =>
        new Map(
          this.#visible()
            .filter(({ id }) => ids.includes(id))
            .map(({ id, name }) => [id, name]),
        ),
    );
  }

  override insert(settings: IntegrationSettings, entry?: AuditEntry): Promise<boolean> {
    return this.#answer(() => {
      const isTaken =
        this.#hasRival(settings) ||
        this.#list(settings.scope).some(
          ({ name, label }) => name === settings.name && label === settings.label,
        );
      const fresh = { isBuried: false, isUnpublished: true, claimedUntil: 0 };
      if (!isTaken) this.rows.set(settings.id, { settings, ...fresh, pendingAudit: entry ? [entry] : [] });
      return !isTaken;
    });
  }

  override replace(
    settings: IntegrationSettings,
    expectedRevision: number,
    entry?: AuditEntry,
  ): Promise<boolean> {
    return this.#answer(() => {
      const row = this.#rowAt(settings.id, expectedRevision);
      if (row === undefined || this.#hasRival(settings)) return false;
      row.settings = { ...settings, publishedRevision: row.settings.publishedRevision };
      row.isUnpublished = true;
      if (entry !== undefined) row.pendingAudit = [...row.pendingAudit, entry];
      return true;
    });
  }

  override bury({ id, revision }: IntegrationSettings, entry?: AuditEntry): Promise<boolean> {
    return this.#answer(() => {
      const row = this.#rowAt(id, revision);
      if (row === undefined) return false;
      const emptied = { sealed: null, data: {}, routing: {}, exclusive: null };
      row.settings = { ...row.settings, ...emptied, revision: revision + 1 };
      row.isBuried = true;
      row.isUnpublished = true;
      if (entry !== undefined) row.pendingAudit = [...row.pendingAudit, entry];
      return true;
    });
  }

  override claimUnpublished(
    limit: number,
    claimMs: number,
  ): Promise<readonly (IntegrationSettings | Tombstone)[]> {
    return this.#answer(() => {
      const free = [...this.rows.values()]
        .filter((row) => row.isUnpublished && row.claimedUntil <= this.nowMs)
        .slice(0, limit);
      for (const row of free) row.claimedUntil = this.nowMs + claimMs;
      return free.map(({ settings, isBuried }) =>
        isBuried ? { id: settings.id, revision: settings.revision, isBuried } : settings,
      );
    });
  }

  override markPublished(published: readonly PublishedRevision[]): Promise<readonly string[]> {
    return this.#answer(() => {
      for (const one of published) this.#mark(one);
      return published
        .filter(({ id, isBuried }) => isBuried !== true && !this.rows.has(id))
        .map(({ id }) => id);
    });
  }

  override release(ids: readonly string[]): Promise<void> {
    return this.#answer(() => {
      for (const id of ids) {
        const row = this.rows.get(id);
        if (row !== undefined) row.claimedUntil = 0;
      }
    });
  }

  override countUnpublished(): Promise<number> {
    return this.#answer(() => [...this.rows.values()].filter(({ isUnpublished }) => isUnpublished).length);
  }

  override listPendingAudit(limit: number): Promise<readonly AuditEntry[]> {
    return this.#answer(() =>
      [...this.rows.values()]
        .filter(({ pendingAudit }) => pendingAudit.length > 0)
        .slice(0, limit)
        .flatMap(({ pendingAudit }) => pendingAudit),
    );
  }

  override dropPendingAudit(entries: readonly AuditEntry[]): Promise<void> {
    const dropped = new Set(entries.map(({ id }) => id));
    return this.#answer(() => {
      for (const row of this.rows.values()) {
        row.pendingAudit = row.pendingAudit.filter(({ id }) => !dropped.has(id));
      }
    });
  }

  #mark({ id, revision, isBuried }: PublishedRevision): void {
    const row = this.rows.get(id);
    if (row === undefined) return;
    if (isBuried === true) {
      if (row.claimedUntil > 0 && row.pendingAudit.length === 0) this.rows.delete(id);
      return;
    }
    const { settings } = row;
    row.claimedUntil = 0;
    row.isUnpublished = settings.revision > revision || settings.publishedRevision > revision;
    row.settings = { ...settings, publishedRevision: Math.max(settings.publishedRevision, revision) };
  }

  #rowAt(id: string, revision: number): Row | undefined {
    const row = this.rows.get(id);
    return row?.settings.revision === revision ? row : undefined;
  }

  #visible(): IntegrationSettings[] {
    return [...this.rows.values()].filter(({ isBuried }) => !isBuried).map(({ settings }) => settings);
  }

  #hasRival({ id, scope, exclusive }: IntegrationSettings): boolean {
    return (
      exclusive !== null &&
      this.#list(scope).some((other) => other.id !== id && other.exclusive === exclusive)
    );
  }

  #list(scope: ScopeKey): IntegrationSettings[] {
    return this.#visible().filter((one) => one.scope === scope);
  }

  #answer<Result>(produce: () => Result): Promise<Result> {
    return this.failure === undefined ? Promise.resolve(produce()) : Promise.reject(this.failure);
  }
}
