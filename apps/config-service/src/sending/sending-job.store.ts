import type { JobProgress, SendingJob } from './sending-job.ts';

/** Where jobs are kept. Every method throws AppError `mongodb_unavailable` when the store doesn't answer. */
export abstract class SendingJobStore {
  abstract insert(job: SendingJob): Promise<void>;
  abstract find(integrationId: string, id: string): Promise<SendingJob | undefined>;
  /** Newest first. */
  abstract list(integrationId: string, limit: number): Promise<readonly SendingJob[]>;
  /** How many of them may still send something. */
  abstract countUnderWay(integrationId: string): Promise<number>;
  /** Takes one that nobody works on for `leaseMs`: the one that has waited longest, so that all get their turns. */
  abstract claim(owner: string, leaseMs: number): Promise<SendingJob | undefined>;
  /**
   * Writes progress down and goes on holding it for `leaseMs`. Whoever does nothing in that time puts it off.
   * @returns whether the owner still holds it: `false` when it was cancelled, or taken over after the lease ran out
   */
  abstract save(id: string, owner: string, progress: JobProgress, leaseMs: number): Promise<boolean>;
  /** Gives it back; any replica can go on with it when those that wait already have had their turns. */
  abstract release(id: string, owner: string): Promise<void>;
  /** @returns whether there was something to cancel */
  abstract cancel(integrationId: string, id: string): Promise<boolean>;
}
