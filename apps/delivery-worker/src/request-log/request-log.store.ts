import type { AttemptDocument } from '@patchbay/integration-contracts';

/** Where attempts are kept for people to see. */
export abstract class RequestLogStore {
  /** Writes attempts, those that are there already included. Rejects when the store did not take all of them in time. */
  abstract write(attempts: readonly AttemptDocument[]): Promise<void>;
  abstract readonly isReachable: boolean;
}
