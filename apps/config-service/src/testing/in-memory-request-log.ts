import type { Outcome } from '@patchbay/integration-contracts';
import { newestFirst } from '../request-log/log-cursor.ts';
import { searchedTexts } from '../request-log/log-filter.ts';
import type { LogFilter } from '../request-log/log-filter.ts';
import { RequestLog } from '../request-log/request-log.ts';
import type { FullAttempt, HourCount, LogPage, LogQuery, ReplayQuery } from '../request-log/request-log.ts';

const HOUR_MS = 3_600_000;
const includes = (text: string, part: string): boolean => text.toLowerCase().includes(part.toLowerCase());

function isWanted(filter: LogFilter, one: FullAttempt): boolean {
  const { integrationIds, status, since, until, url, text } = filter;
  const answered = one.response?.status ?? 0;
  const named = ['name', 'projectKey', 'trigger', 'eventId', 'deliveryId', 'outcome'] as const;
  return (
    named.every((name) => (filter[name] ?? one[name]) === one[name]) &&
    (integrationIds?.includes(one.integrationId) ?? true) &&
    (status === undefined || (answered >= status.first && answered <= status.last)) &&
    (since === undefined || one.at >= since) &&
    (until === undefined || one.at < until) &&
    (url === undefined || includes(one.request?.url ?? '', url)) &&
    (text === undefined || searchedTexts(one).some((searched) => includes(searched, text)))
  );
}

/** The request log of unit tests. */
export class InMemoryRequestLog extends RequestLog {
  readonly attempts: FullAttempt[] = [];

  /** Its reach has no end. */
  override search({ filter, limit, after }: LogQuery): Promise<LogPage> {
    const found = this.attempts
      .filter((one) => isWanted(filter, one) && (after === undefined || newestFirst(after, one) < 0))
      .sort(newestFirst);
    const attempts = found.slice(0, limit);
    const last = attempts.at(-1);
    const hasMore = found.length > limit && last !== undefined;
    return Promise.resolve(hasMore ? { attempts, next: { at: last.at, id: last.id } } : { attempts });
  }

  override find(integrationId: string, attemptId: string): Promise<FullAttempt | undefined> {
    const found = this.attempts.find((one) => one.integrationId === integrationId && one.id === attemptId);
    return Promise.resolve(found);
  }

  override listForReplay(query: ReplayQuery): Promise<readonly FullAttempt[]> {
    const { integrationId, replayed, since, until, limit, after } = query;
    const isWanted = (one: FullAttempt): boolean =>
      replayed === 'failed'
        ? one.outcome === 'dead' && one.requested?.kind !== 'test'
        : one.attempt === 1 && one.step === 0 && one.requested === undefined;
    const found = this.attempts
      .filter((one) => one.integrationId === integrationId && one.at >= since && one.at < until)
      .filter(isWanted)
      .sort((a, b) => -newestFirst(a, b));
    const start = after === undefined ? 0 : found.findIndex(({ id }) => id === after.id) + 1;
    return Promise.resolve(found.slice(start, start + limit));
  }

  override countByOutcome(requestId: string): Promise<Readonly<Partial<Record<Outcome, number>>>> {
    const last = new Map<string, Outcome>();
    for (const one of this.attempts)
      if (one.requested?.id === requestId) last.set(one.deliveryId, one.outcome);
    const counts: Partial<Record<Outcome, number>> = {};
    for (const outcome of last.values()) counts[outcome] = (counts[outcome] ?? 0) + 1;
    return Promise.resolve(counts);
  }

  override countByHour(integrationIds: readonly string[], since: Date): Promise<readonly HourCount[]> {
    const counts = new Map<string, HourCount>();
    for (const { integrationId, outcome, at, requested } of this.attempts) {
      if (!integrationIds.includes(integrationId) || at < since || requested?.kind === 'test') continue;
      const hour = new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS);
      const key = `${integrationId} ${outcome} ${hour.getTime()}`;
      const count = (counts.get(key)?.count ?? 0) + 1;
      counts.set(key, { integrationId, outcome, at: hour, count });
    }
    return Promise.resolve([...counts.values()]);
  }

  override ofDelivery(
    integrationId: string | undefined,
    deliveryId: string,
  ): Promise<readonly FullAttempt[]> {
    const found = this.attempts.filter(
      (one) => (integrationId ?? one.integrationId) === one.integrationId && one.deliveryId === deliveryId,
    );
    return Promise.resolve(found.sort((a, b) => a.at.getTime() - b.at.getTime() || a.step - b.step));
  }
}
