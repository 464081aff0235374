import { isUnderWay } from '../sending/sending-job.ts';
import type { JobProgress, SendingJob } from '../sending/sending-job.ts';
import { SendingJobStore } from '../sending/sending-job.store.ts';

interface Row {
  job: SendingJob;
  owner: string;
  heldUntil: number;
}

/** The jobs of unit tests. */
export class InMemorySendingJobStore extends SendingJobStore {
  /** Epoch milliseconds, for leases to run out by. */
  nowMs = 0;
  readonly #rows = new Map<string, Row>();

  override insert(job: SendingJob): Promise<void> {
    this.#rows.set(job.id, { job, owner: '', heldUntil: this.nowMs });
    return Promise.resolve();
  }

  override countUnderWay(integrationId: string): Promise<number> {
    const jobs = [...this.#rows.values()].map(({ job }) => job);
    return Promise.resolve(
      jobs.filter((job) => job.integrationId === integrationId && isUnderWay(job)).length,
    );
  }

  override find(integrationId: string, id: string): Promise<SendingJob | undefined> {
    const job = this.#rows.get(id)?.job;
    return Promise.resolve(job?.integrationId === integrationId ? job : undefined);
  }

  override list(integrationId: string, limit: number): Promise<readonly SendingJob[]> {
    const jobs = [...this.#rows.values()].map(({ job }) => job);
    const found = jobs.filter((job) => job.integrationId === integrationId);
    return Promise.resolve(
      found.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime()).slice(0, limit),
    );
  }

  override claim(owner: string, leaseMs: number): Promise<SendingJob | undefined> {
    const free = [...this.#rows.values()]
      .filter((row) => isUnderWay(row.job) && row.heldUntil <= this.nowMs)
      .sort((a, b) => a.heldUntil - b.heldUntil)[0];
    if (free !== undefined) Object.assign(free, { owner, heldUntil: this.nowMs + leaseMs });
    return Promise.resolve(free?.job);
  }

  override save(id: string, owner: string, progress: JobProgress, leaseMs: number): Promise<boolean> {
    const row = this.#rows.get(id);
    if (row?.owner !== owner || !isUnderWay(row.job)) return Promise.resolve(false);
    Object.assign(row, { job: { ...row.job, ...progress }, heldUntil: this.nowMs + leaseMs });
    return Promise.resolve(true);
  }

  override release(id: string, owner: string): Promise<void> {
    const row = this.#rows.get(id);
    if (row?.owner === owner) Object.assign(row, { owner: '', heldUntil: this.nowMs });
    return Promise.resolve();
  }

  override cancel(integrationId: string, id: string): Promise<boolean> {
    const row = this.#rows.get(id);
    if (row?.job.integrationId !== integrationId || !isUnderWay(row.job)) return Promise.resolve(false);
    row.job = { ...row.job, state: 'cancelled' };
    return Promise.resolve(true);
  }
}
