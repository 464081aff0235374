import fc from 'fast-check';
import type { EventPositions } from '../sending/event-archive.ts';
import type { DeadLetter } from './dead-letter.ts';
import { takeNewest } from './newest-first.ts';
import type { Window } from './newest-first.ts';

function letter(partition: number, offset: number, at: number): DeadLetter {
  const nothing = { detail: undefined, eventId: undefined, bytes: 0, delivery: undefined };
  return { kind: 'deliveries', partition, offset, at: new Date(at), reason: 'http_404', ...nothing };
}

/** Reads `size` of each partition at once until nothing is left. */
function readAll(topic: readonly (readonly DeadLetter[])[], size: number, limit: number): DeadLetter[][] {
  let left: EventPositions = Object.fromEntries(
    topic.map((letters, partition) => [partition, [0, letters.length]]),
  );
  const pages: DeadLetter[][] = [];
  while (Object.values(left).some(([first, end]) => first < end)) {
    const windows = Object.entries(left).map(([partition, [first, end]]): Window => {
      const from = Math.max(first, end - size);
      const letters = (topic[Number(partition)] ?? []).slice(from, end);
      return { partition: Number(partition), first, from, end, letters };
    });
    const taken = takeNewest(windows, { limit, isWanted: ({ offset }) => offset % 3 !== 1 });
    pages.push([...taken.found]);
    left = taken.left;
  }
  return pages;
}

describe('takeNewest', () => {
  it('goes through all partitions, newest first, and shows each letter that is wanted once', () => {
    const partition = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 40 });
    const topics = fc.array(partition, { minLength: 1, maxLength: 5 });
    const sizes = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(topics, sizes, (gaps, [size, limit]) => {
        const topic = gaps.map((steps, number) => {
          let at = 0;
          return steps.map((step, offset) => letter(number, offset, (at += step)));
        });
        const pages = readAll(topic, size, limit);
        const shown = pages.flat();
        const wanted = topic.flat().filter(({ offset }) => offset % 3 !== 1);
        const places = (letters: readonly DeadLetter[]) =>
          letters.map((one) => `${one.partition}/${one.offset}`).sort();
        expect(places(shown)).toEqual(places(wanted));
        expect(shown.map(({ at }) => at.getTime())).toEqual(
          shown.map(({ at }) => at.getTime()).toSorted((one, other) => other - one),
        );
        expect(Math.max(0, ...pages.map(({ length }) => length))).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 1000 },
    );
  });

  it('stays behind the window that goes back the least', () => {
    const short: Window = { partition: 0, first: 0, from: 8, end: 9, letters: [letter(0, 8, 100)] };
    const long: Window = { partition: 1, first: 0, from: 0, end: 1, letters: [letter(1, 0, 50)] };
    const { found, left } = takeNewest([short, long], { limit: 10, isWanted: () => true });
    expect(found.map(({ partition }) => partition)).toEqual([0]);
    expect(left).toEqual({ 0: [0, 8], 1: [0, 1] });
  });
});
