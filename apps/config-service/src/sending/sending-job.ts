import type { SettingsKey } from '../settings/integration-settings.ts';

export const JOB_STATES = ['waiting', 'running', 'paused', 'done', 'cancelled', 'failed'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** Which deliveries a replay sends again: two kinds of what the request log has, or the dead letters. */
export const REPLAYED = ['failed', 'all', 'dead'] as const;
export type Replayed = (typeof REPLAYED)[number];

/** Work that sends many deliveries to one integration, one batch after the other; any replica can go on with it. */
export interface SendingJob {
  readonly id: string;
  readonly kind: 'replay' | 'recover';
  readonly integrationId: string;
  readonly integration: SettingsKey;
  readonly since: Date;
  /** Not included. */
  readonly until: Date;
  /** Of a replay; a recovery sends what was not sent. */
  readonly replayed: Replayed;
  /** Of a replay of dead letters: only those with this reason. */
  readonly deadReason?: string;
  readonly state: JobState;
  /** Why it is paused or has failed. */
  readonly reason: string | null;
  /** Where the next batch begins, in the words of its source; `null` at the start. */
  readonly position: string | null;
  readonly sent: number;
  /** Meant for the integration and left out: delivered in the meantime, or sent before. */
  readonly skipped: number;
  /** Not kept by Kafka any more. */
  readonly gone: number;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly updatedAt: Date;
}

export type JobProgress = Pick<
  SendingJob,
  'state' | 'reason' | 'position' | 'sent' | 'skipped' | 'gone' | 'updatedAt'
>;

/** Whether a job may still send something. */
export function isUnderWay({ state }: Pick<SendingJob, 'state'>): boolean {
  return state === 'waiting' || state === 'running' || state === 'paused';
}
