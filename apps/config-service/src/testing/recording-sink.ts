import { toRevision } from '../settings/integration-settings.ts';
import type { IntegrationSettings } from '../settings/integration-settings.ts';
import { RevisionSink } from '../settings/revision.sink.ts';

/** Keeps what it is sent; `failure` is thrown instead while it is set. */
export class RecordingSink extends RevisionSink {
  isOpen = true;
  failure: Error | undefined;
  readonly sent: ReturnType<typeof toRevision>[] = [];

  override open(): Promise<void> {
    this.isOpen = true;
    return Promise.resolve();
  }

  override send(settings: readonly IntegrationSettings[]): Promise<void> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    this.sent.push(...settings.map(toRevision));
    return Promise.resolve();
  }

  override close(): Promise<void> {
    return Promise.resolve();
  }
}
