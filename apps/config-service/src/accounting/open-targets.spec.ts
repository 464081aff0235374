import fc from 'fast-check';
import { OpenTargets } from './open-targets.ts';

describe('targets that are open', () => {
  it('counts those behind the commit that are not finished', () => {
    const open = new OpenTargets();
    for (const [offset, targets] of [3, 1, 5, 2].entries()) open.add(offset + 10, targets);
    expect(open.count({ offset: 10, finished: [] })).toBe(11);
    expect(open.count({ offset: 11, finished: [12] })).toBe(3);
    expect(open.count({ offset: 14, finished: [] })).toBe(0);
  });

  it('agrees with a plain list, whatever is forgotten, left out or there twice', () => {
    const step = fc.record({ gap: fc.nat({ max: 3 }), targets: fc.integer({ min: 0, max: 64 }) });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 3000 }), fc.nat(), (steps, passing) => {
        const open = new OpenTargets();
        const all = new Map<number, number>();
        let offset = 5;
        let committed = 5;
        for (const { gap, targets } of steps) {
          offset += gap;
          if (!all.has(offset)) all.set(offset, targets);
          open.add(offset, targets);
          if (offset % 7 === passing % 7) committed = Math.max(committed, offset - (passing % 50));
          open.forgetBefore(committed);
        }
        const finished = [...all.keys()].filter((at) => at >= committed && at % 3 === 0);
        const left = [...all].filter(([at]) => at >= committed && at % 3 !== 0);
        const expected = left.reduce((sum, [, targets]) => sum + targets, 0);
        expect(open.count({ offset: committed, finished })).toBe(expected);
      }),
      { numRuns: 200 },
    );
  });
});
