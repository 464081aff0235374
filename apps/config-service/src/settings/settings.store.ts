import type { ScopeKey } from '@patchbay/integration-contracts';
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

/** Where settings are kept. Every method throws AppError `mongodb_unavailable` when the store doesn't answer. */
export abstract class SettingsStore {
  abstract find(key: SettingsKey): Promise<IntegrationSettings | undefined>;
  /** All of a scope, active or not, by name and label. */
  abstract listScope(scope: ScopeKey): Promise<readonly IntegrationSettings[]>;
  /** Those of all scopes whose data field has the value, by id. */
  abstract search(query: DataQuery): Promise<readonly IntegrationSettings[]>;
  /**
   * Adds to the outbox as well. @returns whether it was added: `false` when the scope has settings of that name and label, or
   * others of their exclusive kind, already.
   */
  abstract insert(settings: IntegrationSettings): Promise<boolean>;
  /**
   * Adds to the outbox as well. @returns whether it was replaced: `false` when the stored revision is another one than
   * expected, or the scope has others of the exclusive kind.
   */
  abstract replace(settings: IntegrationSettings, expectedRevision: number): Promise<boolean>;

  /**
   * Takes up to `limit` unpublished ones out of the outbox for `claimMs`: no other process gets them meanwhile, so that
   * two never publish revisions of one integration side by side. What is not marked by then is in the outbox again.
   */
  abstract claimUnpublished(limit: number, claimMs: number): Promise<readonly IntegrationSettings[]>;
  /**
   * Records what Kafka took and ends the claim. One stays in the outbox if it was written again, or if a newer revision
   * was published in between: the older one may then lie behind it in the topic, where compaction would keep the wrong one.
   */
  abstract markPublished(published: readonly PublishedRevision[]): Promise<void>;
  /** Gives claimed ones back. */
  abstract release(ids: readonly string[]): Promise<void>;
  abstract countUnpublished(): Promise<number>;
}

export interface PublishedRevision {
  readonly id: string;
  readonly revision: number;
}
