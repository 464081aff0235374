import type { Outcome, Trigger } from '@patchbay/integration-contracts';
import type { LogPosition } from './log-cursor.ts';

/** One request that was made for a delivery, without its bodies. Secrets were masked when it was written. */
export interface LoggedAttempt {
  /** `<delivery id>:<attempt>:<step>`. */
  readonly id: string;
  readonly deliveryId: string;
  readonly eventId: string;
  readonly integrationId: string;
  readonly projectKey: string;
  readonly trigger: Trigger;
  /** The settings that held when the event was dispatched. */
  readonly revision: number;
  readonly attempt: number;
  readonly step: number;
  readonly outcome: Outcome;
  readonly reason?: string;
  readonly at: Date;
  readonly durationMs: number;
  /** Absent where none could be made. */
  readonly request?: { readonly method: string; readonly url: string };
  readonly response?: { readonly status: number };
  readonly error?: string;
}

export interface LoggedMessage {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Uint8Array;
  readonly isBodyCut: boolean;
}

export interface FullAttempt extends Omit<LoggedAttempt, 'request' | 'response'> {
  readonly request?: { readonly method: string; readonly url: string } & LoggedMessage;
  readonly response?: { readonly status: number } & LoggedMessage;
  readonly expiresAt: Date;
}

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
}
