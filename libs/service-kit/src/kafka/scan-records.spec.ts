import type { Kafka } from 'kafkajs';
import { scanRecords } from './scan-records.ts';

const { jest } = import.meta;

/** A broker that takes connections, and then never says who is in the group. */
function silentKafka(): { readonly kafka: Kafka; readonly disconnect: () => Promise<void> } {
  const disconnect = jest.fn(() => Promise.resolve());
  const consumer = {
    ...{ events: { CRASH: 'consumer.crash' }, on: () => undefined, disconnect },
    connect: () => Promise.resolve(),
    subscribe: () => Promise.resolve(),
    run: () => Promise.withResolvers<never>().promise,
  };
  // No more of the client is used up to there.
  return { kafka: { consumer: () => consumer } as unknown as Kafka, disconnect };
}

const options = {
  ...{ topic: 'events', groupPrefix: 'test.', idleTimeoutMs: 1000, onRecord: () => undefined },
  ranges: new Map([[0, { from: 0, to: 10 }]]),
};

describe('a scan whose group does not form', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('fails when its time is over, and leaves no error that nobody waits for', async () => {
    const { kafka, disconnect } = silentKafka();
    const scan = scanRecords(kafka, options).catch((error: unknown) => String(error));
    await jest.advanceTimersByTimeAsync(1000);
    expect(await scan).toBe('Error: nothing came from events for 1000 ms');
    expect(disconnect).toHaveBeenCalledTimes(1);
  });

  it('ends when it is told to', async () => {
    const stop = new AbortController();
    const scan = scanRecords(silentKafka().kafka, { ...options, signal: stop.signal }).catch(String);
    await jest.advanceTimersByTimeAsync(1);
    stop.abort(new Error('stopped'));
    expect(await scan).toBe('Error: stopped');
  });
});
