import type { Trigger } from '../events/index.ts';
import type { RequestKind } from './delivery-record.ts';
import type { Outcome } from './outcome.ts';

/** Where the delivery worker writes attempts, and config-service reads them. */
export const REQUEST_LOG_COLLECTION = 'request_log';

export interface LoggedRequest {
  readonly method: string;
  /** Secrets masked, as everywhere here. */
  readonly url: string;
  /** Of the unmasked address, where that is masked: the same for the same one. */
  readonly urlFingerprint?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly isBodyCut: boolean;
}

export interface LoggedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Uint8Array;
  readonly isBodyCut: boolean;
}

/** What a person asked for, where no event led to the attempt. */
export interface RequestedBy {
  readonly id: string;
  readonly kind: RequestKind;
  /** Documents that this attempt has in the log. */
  readonly documents: number;
}

/** One request of an attempt, as the collection `request_log` holds it; without `request` when none could be made. */
export interface AttemptDocument {
  /**
   * `<delivery id>:<attempt>:<step>`, `end` for the step where no request was made: writing it again changes nothing. What was
   * asked for by people has `@<request id>` behind it, since its attempts are counted anew.
   */
  readonly _id: string;
  readonly deliveryId: string;
  readonly eventId: string;
  readonly integrationId: string;
  readonly projectKey: string;
  readonly name: string;
  readonly trigger: Trigger;
  readonly revision: number;
  readonly attempt: number;
  readonly step: number;
  readonly outcome: Outcome;
  readonly reason?: string;
  readonly at: Date;
  readonly durationMs: number;
  readonly request?: LoggedRequest;
  readonly response?: LoggedAnswer;
  /** Why there was no answer. */
  readonly error?: string;
  /** Where the event lies on Kafka, `<topic>/<partition>/<offset>`: what it can be sent again from. */
  readonly record: string;
  readonly requested?: RequestedBy;
  readonly expiresAt: Date;
}
