import { answered, unanswered } from '../testing/an-exchange.ts';
import { BREAKER, Traffic, settle } from '../testing/traffic.ts';

const { jest } = import.meta;

let traffic: Traffic;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  traffic.registry.close();
  jest.useRealTimers();
});

describe('OriginGate, breaker', () => {
  const failing = unanswered('connection_failed');

  async function open(): Promise<void> {
    for (let calls = 0; calls < BREAKER.volume; calls += 1) await traffic.exchange('a', failing);
  }

  it('stays closed below the volume, and while most calls succeed', async () => {
    traffic = new Traffic();
    for (let calls = 0; calls < BREAKER.volume - 1; calls += 1) await traffic.exchange('a', failing);
    expect(traffic.registry.gateOf('a').state).toBe('closed');
    for (const status of [200, 200, 200, 503, 200, 200]) await traffic.exchange('b', answered(status));
    expect(traffic.registry.states()).toEqual({ open: 0, half_open: 0, closed: 2 });
  });

  it('hands on the failed exchange itself', async () => {
    traffic = new Traffic();
    expect(await traffic.exchange('a', failing)).toBe(failing);
  });

  it('opens when too many fail, and costs no call from then on', async () => {
    traffic = new Traffic();
    await open();
    expect(traffic.registry.gateOf('a').state).toBe('open');
    expect(await traffic.pass('a')).toBe('breaker_open');
    expect(traffic.calls).toBe(BREAKER.volume);
    expect(traffic.changes).toEqual(['open']);
  });

  it('sends away those who wait at once when it opens', async () => {
    traffic = new Traffic({ maxInFlight: 1, breaker: { ...BREAKER, volume: 1 } });
    const passing = traffic.send('a', 5);
    await settle();
    await traffic.end('a', failing);
    expect(await Promise.all(passing.slice(1))).toEqual(Array(4).fill('breaker_open'));
    expect([traffic.calls, traffic.registry.waiting, traffic.registry.inFlight]).toEqual([1, 0, 0]);
  });

  it('leaves other origins alone', async () => {
    traffic = new Traffic();
    await open();
    expect(await traffic.exchange('b', answered(200))).toMatchObject({ answer: { status: 200 } });
  });

  it('lets a single call probe after a while, and closes when that succeeds', async () => {
    traffic = new Traffic();
    await open();
    await jest.advanceTimersByTimeAsync(BREAKER.resetMs);
    expect(traffic.registry.gateOf('a').state).toBe('half_open');
    const [probe, ...others] = traffic.send('a', 3);
    expect(await Promise.all(others)).toEqual(['breaker_open', 'breaker_open']);
    await traffic.end('a');
    await probe;
    expect(traffic.registry.gateOf('a').state).toBe('closed');
    expect(traffic.changes).toEqual(['open', 'half_open', 'closed']);
  });

  it('opens again when the probe fails', async () => {
    traffic = new Traffic();
    await open();
    await jest.advanceTimersByTimeAsync(BREAKER.resetMs);
    await traffic.exchange('a', failing);
    expect(traffic.registry.gateOf('a').state).toBe('open');
    expect(await traffic.pass('a')).toBe('breaker_open');
  });

  it('forgets failures that left its window', async () => {
    traffic = new Traffic();
    for (let calls = 0; calls < BREAKER.volume - 1; calls += 1) await traffic.exchange('a', failing);
    await jest.advanceTimersByTimeAsync(BREAKER.windowMs + 1000);
    await traffic.exchange('a', failing);
    expect(traffic.registry.gateOf('a').state).toBe('closed');
  });
});
