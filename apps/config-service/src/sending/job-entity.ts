import type { Outcome } from '@patchbay/integration-contracts';
import { settingsSlug } from '../settings/integration-settings.ts';
import type { SendingJob } from './sending-job.ts';

export type JobEntity = Readonly<Record<string, unknown>>;

/** @param outcomes what became of the deliveries that were sent, as far as it is known */
export function jobEntity(job: SendingJob, outcomes: Readonly<Partial<Record<Outcome, number>>>): JobEntity {
  const { delivered = 0, dead = 0, ignored = 0 } = outcomes;
  return {
    id: job.id,
    kind: job.kind,
    slug: settingsSlug(job.integration),
    since: job.since.toISOString(),
    until: job.until.toISOString(),
    ...(job.kind === 'replay' && { outcome: job.replayed }),
    state: job.state,
    reason: job.reason,
    sent: job.sent,
    delivered,
    failed: dead,
    ignored,
    pending: Math.max(0, job.sent - delivered - dead - ignored),
    skipped: job.skipped,
    gone: job.gone,
    created_at: job.createdAt.toISOString(),
    created_by: job.createdBy,
    updated_at: job.updatedAt.toISOString(),
  };
}
