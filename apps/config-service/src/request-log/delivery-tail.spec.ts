import { createLogger } from '@patchbay/service-kit/logging';
import { InMemoryRequestLog } from '../testing/in-memory-request-log.ts';
import { DeliveryTail } from './delivery-tail.ts';
import type { FullAttempt } from './request-log.ts';

const { jest } = import.meta;

function attempt(id: string, at: number): FullAttempt {
  return {
    ...{ id, deliveryId: id, eventId: 'e', integrationId: 'i1', projectKey: '7', trigger: 'push' },
    ...{
      name: 'webhook',
      revision: 1,
      attempt: 1,
      step: 0,
      outcome: 'delivered',
      at: new Date(at),
      durationMs: 1,
    },
    ...{ record: 'integration.deliveries/0/1', expiresAt: new Date(at) },
  };
}

describe('following the request log', () => {
  let log: InMemoryRequestLog;
  let seen: unknown[];
  let stop: () => void;

  beforeEach(async () => {
    jest.useFakeTimers();
    log = new InMemoryRequestLog();
    log.attempts.push(attempt('old', 10));
    seen = [];
    const tail = new DeliveryTail(log, createLogger('test', 'fatal'), { STREAM_INTERVAL: 1000 });
    stop = tail.follow('i1', (_event, data) => seen.push((data as { id: string }).id));
    await jest.advanceTimersByTimeAsync(1000);
  });
  afterEach(() => {
    stop();
    jest.useRealTimers();
  });

  it('tells of what is new, once, oldest first, also of what comes late', async () => {
    log.attempts.push(attempt('b', 30), attempt('a', 20), { ...attempt('x', 40), integrationId: 'i2' });
    await jest.advanceTimersByTimeAsync(1000);
    log.attempts.push(attempt('late', 25));
    await jest.advanceTimersByTimeAsync(3000);
    expect(seen).toEqual(['a', 'b', 'late']);
  });

  it('goes on after MongoDB was away, without a gap', async () => {
    const search = log.search.bind(log);
    log.search = () => Promise.reject(new Error('away'));
    log.attempts.push(attempt('a', 20));
    await jest.advanceTimersByTimeAsync(2000);
    log.search = search;
    await jest.advanceTimersByTimeAsync(1000);
    expect(seen).toEqual(['a']);
  });

  it('looks no more once nobody follows', async () => {
    stop();
    await jest.advanceTimersByTimeAsync(1000);
    log.attempts.push(attempt('a', 20));
    await jest.advanceTimersByTimeAsync(5000);
    expect(seen).toEqual([]);
    expect(jest.getTimerCount()).toBe(0);
  });
});
