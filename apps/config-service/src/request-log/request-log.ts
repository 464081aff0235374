import type { AttemptDocument, LoggedAnswer, LoggedRequest, Outcome } from '@patchbay/integration-contracts';
import type { Replayed } from '../sending/sending-job.ts';
import type { LogPosition } from './log-cursor.ts';
import type { LogFilter } from './log-filter.ts';

type Common = Omit<AttemptDocument, '_id' | 'request' | 'response' | 'expiresAt'> & {
  /** `<delivery id>:<attempt>:<step>`. */
  readonly id: string;
};

/** One request that was made for a delivery, without its bodies. Secrets were masked when it was written. */
export type LoggedAttempt = Common & {
  /** Absent where none could be made. */
  readonly request?: Pick<LoggedRequest, 'method' | 'url'>;
  readonly response?: Pick<LoggedAnswer, 'status'>;
};

export type FullAttempt = Common & Pick<AttemptDocument, 'request' | 'response' | 'expiresAt'>;

export interface LogQuery {
  readonly filter: LogFilter;
  readonly limit: number;
  /** Only what comes after this one, newest first. */
  readonly after?: LogPosition;
}

export interface LogPage {
  readonly attempts: readonly LoggedAttempt[];
  /** Where the next page begins; a page may be short, or empty, and yet not be the last. */
  readonly next?: LogPosition;
}

export interface ReplayQuery {
  readonly integrationId: string;
  readonly replayed: Replayed;
  readonly since: Date;
  /** Not included. */
  readonly until: Date;
  readonly limit: number;
  /** Only what comes after this one, oldest first. */
  readonly after?: LogPosition;
}

/** How many requests for an integration came to an outcome within an hour. */
export interface HourCount {
  readonly integrationId: string;
  /** The beginning of the hour. */
  readonly at: Date;
  readonly outcome: Outcome;
  readonly count: number;
}

/** The attempts that the delivery workers wrote down. Every method throws AppError `mongodb_unavailable` without an answer. */
export abstract class RequestLog {
  /** Newest first. One page looks at {@link SEARCH_REACH} attempts at most. */
  abstract search(query: LogQuery): Promise<LogPage>;
  abstract find(integrationId: string, attemptId: string): Promise<FullAttempt | undefined>;
  /** Attempts that a replay may begin from, oldest first: those that failed for good, or the first ones of all deliveries. */
  abstract listForReplay(query: ReplayQuery): Promise<readonly LoggedAttempt[]>;
  /** How many deliveries of a resend, replay or recovery came to which outcome last. */
  abstract countByOutcome(requestId: string): Promise<Readonly<Partial<Record<Outcome, number>>>>;
  /** Requests since a time, tests left out; hours without any are not among them. */
  abstract countByHour(integrationIds: readonly string[], since: Date): Promise<readonly HourCount[]>;
  /** Every attempt at one delivery, oldest first; an integration's alone, unless it is left open. */
  abstract ofDelivery(integrationId: string | undefined, deliveryId: string): Promise<readonly FullAttempt[]>;
}
