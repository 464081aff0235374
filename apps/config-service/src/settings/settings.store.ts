import type { ScopeKey } from '@patchbay/integration-contracts';
import type { AuditEntry } from '../audit/audit-entry.ts';
import type { IntegrationSettings, SettingsKey } from './integration-settings.ts';

/** Asks for settings whose data field has exactly this value. */
export interface DataQuery {
  readonly name: string;
  readonly field: string;
  readonly value: unknown;
  readonly limit: number;
  /** Id of the last one of the page before. */
  readonly after?: string;
}

export interface PublishedRevision {
  readonly id: string;
  readonly revision: number;
  readonly isBuried?: true;
}

/** What is left of settings that were deleted for good, until Kafka has their tombstone. */
export interface Tombstone extends PublishedRevision {
  readonly isBuried: true;
}

export interface NameQuery {
  readonly name: string;
  readonly label: string;
  readonly limit: number;
  /** Id of the last one of the page before. */
  readonly after?: string;
}

/** Where settings are kept. Every method throws AppError `mongodb_unavailable` when the store doesn't answer. */
export abstract class SettingsStore {
  abstract find(key: SettingsKey): Promise<IntegrationSettings | undefined>;
  /** Those of them that are there, of whatever scope, in no order. */
  abstract listByIds(ids: readonly string[]): Promise<readonly IntegrationSettings[]>;
  /** All of a scope, active or not, by name and label. */
  abstract listScope(scope: ScopeKey): Promise<readonly IntegrationSettings[]>;
  /** Those of all scopes whose data field has the value, by id. */
  abstract search(query: DataQuery): Promise<readonly IntegrationSettings[]>;
  /** Those of one name and label in all scopes, by id. */
  abstract listNamed(query: NameQuery): Promise<readonly IntegrationSettings[]>;
  /** The names of the definitions, by id; those that are gone for good are missing. */
  abstract namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /**
   * Adds to the outbox as well, and keeps the audit entry with the settings. @returns whether it was added: `false` when the
   * scope has settings of that name and label, or others of their exclusive kind, already.
   */
  abstract insert(settings: IntegrationSettings, entry?: AuditEntry): Promise<boolean>;
  /**
   * Adds to the outbox as well, and keeps the audit entry with the settings. @returns whether it was replaced: `false` when
   * the stored revision is another one than expected, or the scope has others of the exclusive kind.
   */
  abstract replace(
    settings: IntegrationSettings,
    expectedRevision: number,
    entry?: AuditEntry,
  ): Promise<boolean>;
  /**
   * Empties the address and forgets the properties. What is left is a {@link Tombstone} of the next revision in the outbox.
   * @returns `false` when the stored revision is another one than that of `settings`
   */
  abstract bury(settings: IntegrationSettings, entry?: AuditEntry): Promise<boolean>;

  /**
   * Takes up to `limit` unpublished ones out of the outbox for `claimMs`: no other process gets them meanwhile, so that
   * two never publish revisions of one integration side by side. What is not marked by then is in the outbox again.
   */
  abstract claimUnpublished(
    limit: number,
    claimMs: number,
  ): Promise<readonly (IntegrationSettings | Tombstone)[]>;
  /**
   * Records what Kafka took and ends the claim. One stays in the outbox if it was written again, or if a newer revision
   * was published in between: the older one may then lie behind it in the topic, where compaction would keep the wrong one.
   * A tombstone goes for good, unless its audit entry is not in the trail yet.
   * @returns the ids of settings that are gone by now: their revision may lie behind the tombstone, which must be sent again
   */
  abstract markPublished(published: readonly PublishedRevision[]): Promise<readonly string[]>;
  /** Gives claimed ones back. */
  abstract release(ids: readonly string[]): Promise<void>;
  abstract countUnpublished(): Promise<number>;

  /** Audit entries that are kept with settings, oldest first for each of them. */
  abstract listPendingAudit(limit: number): Promise<readonly AuditEntry[]>;
  /** Forgets those that are in the trail. */
  abstract dropPendingAudit(entries: readonly AuditEntry[]): Promise<void>;
}
