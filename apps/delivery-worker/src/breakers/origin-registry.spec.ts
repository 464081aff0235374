import type { BreakerChange } from './origin-registry.ts';
import { answered, unanswered } from '../testing/an-exchange.ts';
import { BREAKER, SLOT_WAIT_MS, Traffic, outcomeOf, settle } from '../testing/traffic.ts';

const { jest } = import.meta;

let traffic: Traffic;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  traffic.registry.close();
  jest.useRealTimers();
});

describe('OriginRegistry, slots', () => {
  it('makes no more calls at once to an origin than it may', async () => {
    traffic = new Traffic({ maxInFlight: 2 });
    traffic.load('a', 5);
    await settle();
    expect(traffic.at('a')).toBe(2);
    expect(traffic.registry.waiting).toBe(3);
    await traffic.end('a');
    expect(traffic.at('a')).toBe(2);
    expect([traffic.registry.inFlight, traffic.registry.waiting]).toEqual([2, 2]);
  });

  it('serves those who wait in the order they came', async () => {
    traffic = new Traffic({ maxInFlight: 1 });
    const [first, second, third] = traffic.send('a', 3);
    await settle();
    await traffic.end('a');
    expect(await outcomeOf(first)).toMatchObject({ answer: { status: 200 } });
    await traffic.end('a', answered(201));
    expect(await outcomeOf(second)).toMatchObject({ answer: { status: 201 } });
    expect(await outcomeOf(third)).toBe('pending');
  });

  it('does not let a full origin hold up another', async () => {
    traffic = new Traffic({ maxInFlight: 2 });
    traffic.load('slow', 50);
    await settle();
    expect(await traffic.exchange('fast', answered(200))).toMatchObject({ answer: { status: 200 } });
  });

  it('makes no more calls at once than all origins together may', async () => {
    traffic = new Traffic({ maxInFlight: 2, maxInFlightTotal: 3 });
    for (const origin of ['a', 'b', 'c']) traffic.load(origin, 2);
    await settle();
    expect(traffic.underWay).toHaveLength(3);
    await traffic.end('a');
    expect(traffic.underWay).toHaveLength(3);
  });

  it('gives freed slots to the origins in turn, however long the queue of one is', async () => {
    traffic = new Traffic({ maxInFlight: 10, maxInFlightTotal: 2 });
    traffic.load('greedy', 10);
    traffic.load('b', 2);
    traffic.load('c', 2);
    await settle();
    expect(traffic.at('greedy')).toBe(2);
    const served: (string | undefined)[] = [];
    for (let turn = 0; turn < 6; turn += 1) {
      await traffic.underWay[0]?.end();
      served.push(traffic.underWay.at(-1)?.origin);
    }
    expect(served).toEqual(['b', 'greedy', 'c', 'b', 'greedy', 'c']);
  });

  it('does not let many slow origins take all the slots from a fast one', async () => {
    traffic = new Traffic({ maxInFlight: 10, maxInFlightTotal: 20, slotWaitMs: 1e9 });
    const slow = ['s1', 's2', 's3', 's4'];
    for (const origin of slow) traffic.load(origin, 50);
    traffic.load('fast', 50);
    await settle();
    expect(traffic.at('fast')).toBe(0);
    for (let ends = 0; ends < 12; ends += 1) await traffic.end(slow[ends % 2] ?? '');
    expect([...slow, 'fast'].map((origin) => traffic.at(origin))).toEqual([4, 4, 4, 4, 4]);
    // From now on the slow ones do not move, and what the fast one frees comes back to it.
    for (let calls = 0; calls < 40; calls += 1) await traffic.end('fast');
    expect(traffic.at('fast')).toBe(4);
  });

  it('gives a slot past origins that are full by themselves', async () => {
    traffic = new Traffic({ maxInFlight: 1, maxInFlightTotal: 2 });
    traffic.load('full', 2);
    traffic.load('b', 1);
    await settle();
    traffic.load('c', 1);
    await traffic.end('b');
    expect(traffic.at('c')).toBe(1);
  });

  it('starts everything that waits in the end', async () => {
    traffic = new Traffic({ maxInFlight: 2, maxInFlightTotal: 3, slotWaitMs: 1e9 });
    const all = ['a', 'b', 'c', 'd'].flatMap((origin) => traffic.send(origin, 25));
    await settle();
    for (let ends = 0; ends < 100; ends += 1) await traffic.underWay[ends % traffic.underWay.length]?.end();
    expect(await Promise.all(all)).toHaveLength(100);
    expect([traffic.registry.inFlight, traffic.registry.waiting]).toEqual([0, 0]);
  });

  it('gives a slot back when the call fails by a defect', async () => {
    traffic = new Traffic({ maxInFlight: 1 });
    const broken = traffic.registry.gateOf('a').pass(
      () => Promise.reject(new TypeError('a defect')),
      () => false,
    );
    await expect(broken).rejects.toThrow('a defect');
    expect(traffic.registry.inFlight).toBe(0);
  });
});

describe('OriginRegistry, waiting', () => {
  it('parks what waits in vain at an origin that does not move', async () => {
    traffic = new Traffic({ maxInFlight: 1 });
    const [, waiting] = traffic.send('a', 2);
    await jest.advanceTimersByTimeAsync(SLOT_WAIT_MS - 100);
    expect(await outcomeOf(waiting)).toBe('pending');
    await jest.advanceTimersByTimeAsync(200);
    expect(await outcomeOf(waiting)).toBe('no_slot');
    expect(traffic.calls).toBe(1);
    expect(traffic.registry.waiting).toBe(0);
  });

  it('does not call for what was parked when a slot comes free later', async () => {
    traffic = new Traffic({ maxInFlight: 1 });
    traffic.load('a', 2);
    await jest.advanceTimersByTimeAsync(SLOT_WAIT_MS + 100);
    await traffic.end('a');
    expect(traffic.calls).toBe(1);
  });

  it('goes on waiting while the origin is as busy as all of the worker', async () => {
    traffic = new Traffic({ maxInFlight: 1 });
    const passing = traffic.send('a', 30);
    for (let calls = 0; calls < 20; calls += 1) {
      await jest.advanceTimersByTimeAsync(100);
      await traffic.end('a');
    }
    expect(await outcomeOf(passing.at(-1))).toBe('pending');
  });

  it('parks at the slow origin and not at the busy one beside it', async () => {
    traffic = new Traffic({ maxInFlight: 1 });
    const slow = traffic.send('slow', 10);
    const busy = traffic.send('busy', 40);
    for (let calls = 0; calls < 24; calls += 1) {
      await jest.advanceTimersByTimeAsync(50);
      await traffic.end('busy');
    }
    expect(await outcomeOf(slow.at(-1))).toBe('no_slot');
    expect(await outcomeOf(busy.at(-1))).toBe('pending');
  });
});

describe('OriginRegistry, saturated', () => {
  it('begins no more calls than help while the process has all it can do, and more once it has not', async () => {
    let isSaturated = true;
    traffic = new Traffic({ maxInFlight: 20, slotWaitMs: 1e9, isSaturated: () => isSaturated });
    await traffic.exchange('a', answered(200));
    await jest.advanceTimersByTimeAsync(1000);
    traffic.load('a', 30);
    await settle();
    expect(traffic.at('a')).toBe(8);
    isSaturated = false;
    await jest.advanceTimersByTimeAsync(1000);
    expect(traffic.at('a')).toBe(20);
  });

  it('has room for others while one origin, slower than they are, keeps many waiting', async () => {
    const traffic = new Traffic({ maxInFlight: 1 });
    for (let calls = 0; calls < 20; calls += 1) await traffic.exchange('fast', answered(200));
    traffic.load('slow', 201);
    await settle();
    expect(traffic.registry.waiting).toBe(200);
    expect(traffic.registry.hasRoom(100)).toBe(true);
    traffic.registry.close();
  });

  it('has room while few deliveries wait, for fewer while saturated, and says when there is room again', async () => {
    let isSaturated = false;
    let calls = 0;
    traffic = new Traffic({ maxInFlight: 1, slotWaitMs: 1e9, isSaturated: () => isSaturated });
    const { registry } = traffic;
    registry.notifyOfRoom(() => (calls += 1));
    traffic.load('a', 65);
    await settle();
    expect(registry.waiting).toBe(64);
    expect([registry.hasRoom(100), registry.hasRoom(64)]).toEqual([true, false]);
    isSaturated = true;
    expect(registry.hasRoom(100)).toBe(false);
    for (let ended = 0; ended < 31; ended += 1) await traffic.end('a');
    expect(calls).toBe(0);
    await traffic.end('a');
    expect(calls).toBe(1);
    expect(registry.hasRoom(100)).toBe(true);
  });
});

describe('OriginRegistry, housekeeping', () => {
  it('drops gates that were idle for ten minutes, and none in use', async () => {
    traffic = new Traffic();
    await traffic.exchange('idle', answered(200));
    traffic.load('used', 1);
    const { registry } = traffic;
    const [idle, used] = [registry.gateOf('idle'), registry.gateOf('used')];
    await jest.advanceTimersByTimeAsync(11 * 60_000);
    expect(registry.states().closed).toBe(1);
    expect(registry.gateOf('used')).toBe(used);
    expect(registry.gateOf('idle')).not.toBe(idle);
  });

  it('tells whose breaker changed, how often it failed, and that one is gone with its gate', async () => {
    const changes: BreakerChange[] = [];
    const breaker = { ...BREAKER, volume: 2 };
    traffic = new Traffic({ breaker, onBreakerChange: (change) => changes.push(change) });
    for (const origin of ['a', 'a', 'b']) await traffic.exchange(origin, unanswered('timed_out'));
    expect(changes).toEqual([{ origin: 'a', state: 'open', failures: 2 }]);
    await jest.advanceTimersByTimeAsync(11 * 60_000);
    expect(changes.slice(1)).toEqual([
      { origin: 'a', state: 'half_open' },
      { origin: 'a', state: 'closed' },
    ]);
  });
});
