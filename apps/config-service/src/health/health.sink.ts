import type { HealthChange } from '@patchbay/integration-contracts';

/** Where changes of health are published. */
export abstract class HealthSink {
  /** Resolves when it can take changes; keeps trying until the signal aborts, and rejects then. */
  abstract open(signal: AbortSignal): Promise<void>;
  abstract get isOpen(): boolean;
  /** Publishes them, and that integrations are gone. Resolves when all of it is safe. @throws when any may be missing */
  abstract send(changes: readonly HealthChange[], goneIds?: readonly string[]): Promise<void>;
  abstract close(): Promise<void>;
}
