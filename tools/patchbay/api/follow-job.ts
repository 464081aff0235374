import type { World } from '../world.ts';
import type { Ask } from './ask.ts';

/** A replay of dead letters or deliveries. */
export interface JobAnswer {
  readonly id: string;
  readonly state: string;
  readonly reason: string | null;
  readonly sent: number;
  readonly delivered: number;
  readonly failed: number;
  readonly pending: number;
  readonly skipped: number;
}

const IS_OVER: ReadonlySet<string> = new Set(['done', 'cancelled', 'failed']);

/** Follows a job until each of its deliveries has ended; interrupted, the job goes on. */
export async function followJob(
  { progress, pause }: World,
  ask: Ask,
  { path, begun }: { readonly path: string; readonly begun: JobAnswer },
): Promise<JobAnswer> {
  const shown = progress();
  let job = begun;
  while (!(IS_OVER.has(job.state) && job.pending === 0)) {
    shown.show(job.sent - job.pending, job.sent, jobLine(job));
    await pause();
    job = (await ask('GET', path)) as JobAnswer;
  }
  shown.end();
  return job;
}

/** Whether all that was to be sent has arrived. */
export function isDelivered({ state, failed }: JobAnswer): boolean {
  return state === 'done' && failed === 0;
}

export function jobLine({ state, reason, sent, delivered, failed, pending, skipped }: JobAnswer): string {
  const counts = { sent, delivered, failed, pending, 'left out': skipped };
  const texts = Object.entries(counts).map(([name, count]) => `${String(count)} ${name}`);
  return `${state}${reason === null ? '' : ` (${reason})`}: ${texts.join(', ')}`;
}
