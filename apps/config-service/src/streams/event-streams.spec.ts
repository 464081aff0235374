import { EventStreams } from './event-streams.ts';
import type { Send } from './event-streams.ts';

const { jest } = import.meta;

describe('streams of server-sent events', () => {
  let streams: EventStreams;
  let send: Send;
  let ended: number;

  beforeEach(() => {
    // Streams close in the next tick, which is to come by itself.
    jest.useFakeTimers({ doNotFake: ['nextTick'] });
    streams = new EventStreams({ STREAM_LIMIT: 2 });
    ended = 0;
  });
  afterEach(async () => {
    streams.beforeApplicationShutdown();
    await jest.advanceTimersByTimeAsync(0);
    jest.useRealTimers();
  });

  const open = () => {
    const stream = streams.open((to) => {
      send = to;
      return () => (ended += 1);
    });
    return { stream, text: () => String(stream.read() ?? '') };
  };

  it('carry events, and a sign of life while there are none', () => {
    const { text } = open();
    send('attempt', { text: 'two\nlines' });
    expect(text()).toBe(': \n\nevent: attempt\ndata: {"text":"two\\nlines"}\n\n');
    jest.advanceTimersByTime(15_000);
    expect(text()).toBe(': \n\n');
  });

  it('are as many as there may be', async () => {
    const { stream } = open();
    open();
    expect(open).toThrow(expect.objectContaining({ code: 'rate_limited' }) as Error);
    stream.destroy();
    await jest.advanceTimersByTimeAsync(0);
    expect(ended).toBe(1);
    expect(open).not.toThrow();
  });

  it('end when the reader is too slow, when the service stops, and after a while in any case', async () => {
    const slow = open();
    for (let count = 0; count < 10; count += 1) send('attempt', 'x'.repeat(20_000));
    expect(slow.stream.destroyed).toBe(true);
    await jest.advanceTimersByTimeAsync(0);
    const { stream } = open();
    streams.beforeApplicationShutdown();
    expect(stream.destroyed).toBe(true);
    await jest.advanceTimersByTimeAsync(0);
    const { stream: long } = open();
    long.resume();
    await jest.advanceTimersByTimeAsync(10 * 60_000);
    expect([long.readableEnded, ended]).toEqual([true, 3]);
    expect(jest.getTimerCount()).toBe(0);
  });
});
