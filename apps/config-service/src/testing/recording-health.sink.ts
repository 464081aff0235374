import type { HealthChange } from '@patchbay/integration-contracts';
import { HealthSink } from '../health/health.sink.ts';

/** Keeps what it is sent; `failure` is thrown instead while it is set. */
export class RecordingHealthSink extends HealthSink {
  isOpen = true;
  failure: Error | undefined;
  readonly sent: HealthChange[] = [];

  override open(): Promise<void> {
    return Promise.resolve();
  }

  override send(changes: readonly HealthChange[]): Promise<void> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    this.sent.push(...changes);
    return Promise.resolve();
  }

  override close(): Promise<void> {
    return Promise.resolve();
  }
}
