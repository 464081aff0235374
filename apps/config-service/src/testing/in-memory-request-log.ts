import { RequestLog } from '../request-log/request-log.ts';
import type { FullAttempt, LogQuery } from '../request-log/request-log.ts';

const newestFirst = (a: FullAttempt, b: FullAttempt): number =>
  b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1);

/** The request log of unit tests. */
export class InMemoryRequestLog extends RequestLog {
  readonly attempts: FullAttempt[] = [];

  override list({ integrationId, outcome, limit, after }: LogQuery): Promise<readonly FullAttempt[]> {
    const found = this.attempts
      .filter((one) => one.integrationId === integrationId && (outcome ?? one.outcome) === one.outcome)
      .sort(newestFirst);
    const start = after === undefined ? 0 : found.findIndex(({ id }) => id === after.id) + 1;
    return Promise.resolve(found.slice(start, start + limit));
  }

  override find(integrationId: string, attemptId: string): Promise<FullAttempt | undefined> {
    const found = this.attempts.find((one) => one.integrationId === integrationId && one.id === attemptId);
    return Promise.resolve(found);
  }

  override ofDelivery(integrationId: string, deliveryId: string): Promise<readonly FullAttempt[]> {
    const found = this.attempts.filter(
      (one) => one.integrationId === integrationId && one.deliveryId === deliveryId,
    );
    return Promise.resolve(found.sort((a, b) => a.at.getTime() - b.at.getTime() || a.step - b.step));
  }
}
