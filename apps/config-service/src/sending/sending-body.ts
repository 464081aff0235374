import { AppError, field } from '@patchbay/integration-contracts';
import { REPLAYED } from './sending-job.ts';
import type { Replayed, SendingJob } from './sending-job.ts';

const FLAG = field.checkbox({}).schema;

/** @throws AppError `invalid_request` for anything but `{force}` */
export function forceOf(body: unknown): boolean {
  const { force = false } = membersOf(body, ['force']);
  const flag = FLAG.safeParse(force);
  if (!flag.success) throw new AppError('invalid_request', 'force must be true or false.');
  return flag.data;
}

/**
 * What a replay is about: `{since, until, outcome}`; until now at the latest, and what failed, unless told otherwise.
 * @throws AppError `invalid_request`
 */
export function replayOf(
  body: unknown,
  { now, maxAgeMs }: Limits,
): Pick<SendingJob, 'since' | 'until' | 'replayed'> {
  const { outcome = 'failed', ...times } = membersOf(body, ['since', 'until', 'outcome']);
  const replayed: Replayed | undefined = REPLAYED.find((one) => one === outcome);
  if (replayed === undefined)
    throw new AppError('invalid_request', `outcome must be one of ${REPLAYED.join(', ')}.`);
  return { ...timesOf(times, { now, maxAgeMs }), replayed };
}

/** What a recovery is about: `{since, until}`. @throws AppError `invalid_request` */
export function recoveryOf(body: unknown, limits: Limits): Pick<SendingJob, 'since' | 'until'> {
  return timesOf(membersOf(body, ['since', 'until']), limits);
}

export interface Limits {
  readonly now: Date;
  readonly maxAgeMs: number;
}

function timesOf(
  { since, until }: Readonly<Record<string, unknown>>,
  { now, maxAgeMs }: Limits,
): Pick<SendingJob, 'since' | 'until'> {
  const end = until === undefined ? now : timeOf('until', until);
  // What is yet to come includes what the job itself makes: one that fails again would be sent again without end.
  const times = { since: timeOf('since', since), until: end < now ? end : now };
  if (times.since >= times.until) throw new AppError('invalid_request', 'since must be before until.');
  if (now.getTime() - times.since.getTime() > maxAgeMs) {
    const earliest = new Date(now.getTime() - maxAgeMs).toISOString();
    throw new AppError('invalid_request', `since must not be before ${earliest}.`);
  }
  return times;
}

const ISO_TIME = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d))?$/;

/** @throws AppError `invalid_request` for what is no time */
export function timeOf(name: string, value: unknown): Date {
  const time = typeof value === 'string' && ISO_TIME.test(value) ? new Date(value) : undefined;
  if (time !== undefined && !Number.isNaN(time.getTime())) return time;
  throw new AppError('invalid_request', `${name} must be a time such as 2026-03-01T12:00:00Z.`);
}

/** @throws AppError `invalid_request` for what is no object, or has other members */
export function membersOf<const Name extends string>(
  body: unknown,
  names: readonly Name[],
): Partial<Record<Name, unknown>> {
  if (body === undefined || body === null) return {};
  if (typeof body !== 'object' || Array.isArray(body))
    throw new AppError('invalid_request', 'The body must be an object.');
  if (Object.keys(body).some((name) => !names.some((one) => one === name)))
    throw new AppError('invalid_request', `The body can have only ${names.join(', ')}.`);
  return body;
}
