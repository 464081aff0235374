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

/**
 * How long the phases of a request took, in milliseconds to the tenth. A phase is absent that was not reached, that the transport
 * does not tell, or that belongs to the opening of a connection which was open already.
 */
export interface TransferTimings {
  readonly dnsMs?: number;
  readonly connectMs?: number;
  readonly tlsMs?: number;
  /** From the request's going out to the head of its answer. */
  readonly firstByteMs?: number;
  /** All of it, from the opening of a connection to the last byte of the answer. */
  readonly totalMs: number;
}

export interface AttemptTimings extends TransferTimings {
  /** From the record's being taken, or the end of the request before, to the start of this one. */
  readonly queueMs: number;
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
  readonly timings?: AttemptTimings;
  /** Whether the request went over a connection that an earlier one had used; absent where that is not known. */
  readonly isConnectionReused?: boolean;
  /** The address that was dialled. */
  readonly remoteAddress?: string;
  readonly request?: LoggedRequest;
  readonly response?: LoggedAnswer;
  /** Why there was no answer. */
  readonly error?: string;
  /** Where the event lies on Kafka, `<topic>/<partition>/<offset>`: what it can be sent again from. */
  readonly record: string;
  /** When the delivery is tried again, where this attempt's failure led to that. */
  readonly retryAt?: Date;
  readonly requested?: RequestedBy;
  /** Of W3C Trace Context, 32 hexadecimal digits; absent where the event came without a trace and none was begun. */
  readonly traceId?: string;
  readonly expiresAt: Date;
}
