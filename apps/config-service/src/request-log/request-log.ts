import type { AttemptDocument, LoggedAnswer, LoggedRequest, Outcome } from '@patchbay/integration-contracts';
import type { LogPosition } from './log-cursor.ts';

type Common = Omit<AttemptDocument, '_id' | 'name' | 'request' | 'response' | 'expiresAt'> & {
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

/** The attempts that the delivery workers wrote down. Every method throws AppError `mongodb_unavailable` without an answer. */
export abstract class RequestLog {
  /** Newest first. */
  abstract list(query: LogQuery): Promise<readonly LoggedAttempt[]>;
  abstract find(integrationId: string, attemptId: string): Promise<FullAttempt | undefined>;
  /** Every attempt at one delivery, oldest first. */
  abstract ofDelivery(integrationId: string, deliveryId: string): Promise<readonly FullAttempt[]>;
}
