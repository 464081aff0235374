import type { AttemptDocument } from '@patchbay/integration-contracts';
import type { LoggedParts } from '@patchbay/service-kit/outbound';

/** How an attempt at a delivery ended, before anything was done about it. */
export interface Conclusion {
  /** `failed` may be tried again; `held_back` cost no attempt. */
  readonly kind: 'delivered' | 'ignored' | 'failed' | 'held_back' | 'dead';
  /** A code of the error table, `http_<status>`, or a definition's reason for skipping; empty for `delivered`. */
  readonly reason: string;
  /** Status of the last answer; 0 without one. */
  readonly status: number;
  /** Milliseconds that the requests took together. */
  readonly durationMs: number;
  /** Index of the first request that has not succeeded. */
  readonly step: number;
  readonly retryAfterMs?: number | undefined;
  /** Of an integration that is paused or off: epoch milliseconds until when, infinite until a person acts. */
  readonly heldUntil?: number;
  /** More about the reason, for the log of this process and of the attempt. */
  readonly detail?: string;
  /** The requests that were made, for the log; their outcome is filled in when it is known. */
  readonly requests: readonly LoggedExchange[];
}

export type LoggedExchange = LoggedParts &
  Pick<AttemptDocument, 'step'> &
  Partial<Pick<AttemptDocument, 'timings'>> & {
    /** Known once the definition has judged the answer. */
    isOk: boolean;
  };
