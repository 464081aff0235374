import { decodeBreakerEvent } from '@patchbay/integration-contracts';
import type { OutgoingRecord } from '@patchbay/service-kit/kafka';
import { recordingLogger } from '../testing/recording-logger.ts';
import { BreakerReporter } from './breaker-reporter.ts';

const { jest } = import.meta;
const NOW = 1_700_000_000_000;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

function reporting(send: () => Promise<unknown> = () => Promise.resolve()) {
  const batches: OutgoingRecord[][] = [];
  const { logger, lines } = recordingLogger();
  const reporter = new BreakerReporter({
    send: (records) => {
      batches.push([...records]);
      return send();
    },
    ...{ topic: 'integration.breakers', workerId: 'worker-1', now: () => NOW, logger },
  });
  const told = () =>
    batches.map((batch) =>
      batch.map(({ value }) => {
        const { origin, state } = decodeBreakerEvent(Buffer.from(value ?? ''));
        return `${origin} ${state}`;
      }),
    );
  return { reporter, batches, told, lines };
}

describe('BreakerReporter', () => {
  it('tells of each origin the newest change, together with the others', async () => {
    const { reporter, batches, told } = reporting();
    reporter.report({ origin: 'https://a', state: 'open', failures: 5 });
    reporter.report({ origin: 'https://b', state: 'open', failures: 6 });
    reporter.report({ origin: 'https://a', state: 'half_open' });
    expect(batches).toEqual([]);
    await jest.advanceTimersByTimeAsync(1000);
    expect(told()).toEqual([['https://a half_open', 'https://b open']]);
    expect(decodeBreakerEvent(Buffer.from(batches[0]?.[1]?.value ?? ''))).toEqual({
      ...{ origin: 'https://b', state: 'open', failures: 6, workerId: 'worker-1', at: NOW },
    });
  });

  it('keeps what comes while Kafka takes its time, for the next batch', async () => {
    const taken = Promise.withResolvers<undefined>();
    const { reporter, told } = reporting(() => taken.promise);
    reporter.report({ origin: 'https://a', state: 'open' });
    await jest.advanceTimersByTimeAsync(1000);
    reporter.report({ origin: 'https://a', state: 'half_open' });
    reporter.report({ origin: 'https://a', state: 'closed' });
    await jest.advanceTimersByTimeAsync(10_000);
    expect(told()).toHaveLength(1);
    taken.resolve(undefined);
    await jest.advanceTimersByTimeAsync(1000);
    expect(told()[1]).toEqual(['https://a closed']);
  });

  it('sends what is left at the end', async () => {
    const { reporter, told } = reporting();
    reporter.report({ origin: 'https://a', state: 'closed' });
    await reporter.close();
    expect(told()).toEqual([['https://a closed']]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('goes on after Kafka refused some, and says so', async () => {
    const { reporter, told, lines } = reporting(() => Promise.reject(new Error('too large')));
    reporter.report({ origin: 'https://a', state: 'open' });
    await jest.advanceTimersByTimeAsync(1000);
    reporter.report({ origin: 'https://b', state: 'open' });
    await jest.advanceTimersByTimeAsync(1000);
    expect(told()).toEqual([['https://a open'], ['https://b open']]);
    expect(lines).toMatchObject([{ level: 'warn' }, { level: 'warn' }]);
  });
});
