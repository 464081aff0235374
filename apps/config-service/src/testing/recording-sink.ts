import type { SettingsRevision } from '@patchbay/integration-contracts';
import { RevisionSink } from '../settings/revision.sink.ts';

/** Keeps what it is sent; `failure` is thrown instead while it is set. */
export class RecordingSink extends RevisionSink {
  isOpen = true;
  failure: Error | undefined;
  readonly sent: SettingsRevision[] = [];
  /** Ids of those that were deleted. */
  readonly tombstones: string[] = [];

  override open(): Promise<void> {
    this.isOpen = true;
    return Promise.resolve();
  }

  override send(revisions: readonly SettingsRevision[], deletedIds: readonly string[] = []): Promise<void> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    this.sent.push(...revisions);
    this.tombstones.push(...deletedIds);
    return Promise.resolve();
  }

  override close(): Promise<void> {
    return Promise.resolve();
  }
}
