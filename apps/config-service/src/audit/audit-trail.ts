import type { ScopeKey } from '@patchbay/integration-contracts';
import type { LogPosition } from '../request-log/log-cursor.ts';
import type { AuditEntry } from './audit-entry.ts';

/** Every condition that is given must hold. */
export interface AuditQuery {
  readonly scope?: ScopeKey;
  readonly name?: string;
  readonly label?: string;
  /** Name of the actor. */
  readonly actor?: string;
  /** From this moment on. */
  readonly since?: Date;
  /** Before this moment. */
  readonly until?: Date;
  readonly limit: number;
  /** Only what comes after this one, newest first. */
  readonly after?: LogPosition;
}

/**
 * Who changed what and when. It can be added to and read, and nothing else: entries go when their time is over.
 * Every method throws AppError `mongodb_unavailable` without an answer.
 */
export abstract class AuditTrail {
  /** Adds those that are not there yet, told by their ids; those that are there stay as they are. */
  abstract append(entries: readonly AuditEntry[]): Promise<void>;
  /** Newest first. */
  abstract list(query: AuditQuery): Promise<readonly AuditEntry[]>;
}
