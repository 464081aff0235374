import type { AttemptDocument, LoggedAnswer, LoggedRequest, Outcome } from '@patchbay/integration-contracts';
import type { Replayed } from '../sending/sending-job.ts';
import type { LogPosition } from './log-cursor.ts';

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
  readonly integrationId: string;
  readonly outcome?: Outcome;
  readonly limit: number;
  /** Only what comes after this one, newest first. */
  readonly after?: LogPosition;
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
  /** Newest first. */
  abstract list(query: LogQuery): Promise<readonly LoggedAttempt[]>;
  abstract find(integrationId: string, attemptId: string): Promise<FullAttempt | undefined>;
  /** Attempts that a replay may begin from, oldest first: those that failed for good, or the first ones of all deliveries. */
  abstract listForReplay(query: ReplayQuery): Promise<readonly LoggedAttempt[]>;
  /** How many deliveries of a resend, replay or recovery came to which outcome last. */
  abstract countByOutcome(requestId: string): Promise<Readonly<Partial<Record<Outcome, number>>>>;
  /** Requests since a time, tests left out; hours without any are not among them. */
  abstract countByHour(integrationIds: readonly string[], since: Date): Promise<readonly HourCount[]>;
  /** Every attempt at one delivery, oldest first. */
  abstract ofDelivery(integrationId: string, deliveryId: string): Promise<readonly FullAttempt[]>;
}
