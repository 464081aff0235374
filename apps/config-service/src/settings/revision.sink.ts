import type { SettingsRevision } from '@patchbay/integration-contracts';

/** Where revisions are published. */
export abstract class RevisionSink {
  /** Resolves when it can take revisions; keeps trying until the signal aborts, and rejects then. */
  abstract open(signal: AbortSignal): Promise<void>;
  abstract get isOpen(): boolean;
  /**
   * Publishes revisions, and tombstones for what was deleted. Resolves when all of them are safe.
   * @throws when any may be missing
   */
  abstract send(revisions: readonly SettingsRevision[], deletedIds?: readonly string[]): Promise<void>;
  abstract close(): Promise<void>;
}
