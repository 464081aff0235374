import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { RecentIds } from './recent-ids.ts';

const HOUR = 3_600_000;

function remembering(entries: number) {
  let at = 0;
  const ids = new RecentIds({ entries, windowMs: HOUR, now: () => at });
  return {
    ids,
    wait: (ms: number): void => {
      at += ms;
    },
  };
}

describe('RecentIds', () => {
  it('knows what it was told, and nothing else', () => {
    const { ids } = remembering(10_000);
    const [told, others] = [0, 1].map(() => Array.from({ length: 3000 }, () => randomUUID()));
    for (const id of told ?? []) ids.remember(id);
    expect(told?.every((id) => ids.markOf(id) === 1)).toBe(true);
    expect(others?.some((id) => ids.markOf(id) > 0)).toBe(false);
  });

  it('tells ids apart that are no UUIDs, or differ in case', () => {
    const { ids } = remembering(100);
    const uuid = '0b0c4b7e-9a8c-5f64-8c1f-3a7d26f1d0d3';
    for (const id of [uuid, 'push-1', '']) ids.remember(id);
    expect([uuid, 'push-1', ''].map((id) => ids.markOf(id))).toEqual([1, 1, 1]);
    const others = [uuid.toUpperCase(), uuid.replace('0', 'g'), uuid.replaceAll('-', '0'), 'push-2'];
    expect(others.map((id) => ids.markOf(id))).toEqual([0, 0, 0, 0]);
  });

  it('keeps the highest mark', () => {
    const { ids } = remembering(100);
    for (const mark of [2, 7, 3]) ids.remember('delivery', mark);
    expect(ids.markOf('delivery')).toBe(7);
  });

  it('remembers at least half of its entries, and never takes more bytes than for all of them', () => {
    const { ids } = remembering(50_000);
    const all = Array.from({ length: 200_000 }, (_, number) => `delivery-${number}`);
    for (const id of all) ids.remember(id);
    expect(all.slice(-25_000).every((id) => ids.markOf(id) === 1)).toBe(true);
    expect(all.slice(0, 100_000).some((id) => ids.markOf(id) > 0)).toBe(false);
    expect(ids.bytes).toBeLessThanOrEqual(50_000 * 24);
  });

  it('remembers for its window, and forgets after two of them', () => {
    const { ids, wait } = remembering(100);
    ids.remember('first');
    wait(HOUR - 1);
    expect([ids.markOf('first'), ids.isStale]).toEqual([1, false]);
    ids.remember('second');
    wait(1);
    ids.remember('third');
    wait(HOUR - 2);
    expect(['second', 'third'].map((id) => ids.markOf(id))).toEqual([1, 1]);
    wait(2);
    ids.remember('fourth');
    expect(['first', 'third', 'fourth'].map((id) => ids.markOf(id))).toEqual([0, 0, 1]);
    wait(HOUR);
    expect(ids.isStale).toBe(true);
  });

  it('answers as a map would while there is room', () => {
    const step = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 0xffff }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 600 }), (steps) => {
        const { ids } = remembering(1000);
        const expected = new Map<string, number>();
        for (const [number, mark] of steps) {
          const id = number % 2 === 0 ? `event-${number}` : uuidOf(number);
          ids.remember(id, mark);
          expected.set(id, Math.max(expected.get(id) ?? 0, mark));
          expect(ids.markOf(id)).toBe(expected.get(id));
        }
        for (const [id, mark] of expected) expect(ids.markOf(id)).toBe(mark);
      }),
    );
  });
});

/** Alike but for their end, as ids are that begin with a time. */
const uuidOf = (number: number): string => `01920000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
