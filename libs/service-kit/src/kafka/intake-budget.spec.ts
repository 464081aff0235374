import fc from 'fast-check';
import { IntakeBudget } from './intake-budget.ts';

describe('IntakeBudget', () => {
  it('has room while neither the records nor the bytes are used up', () => {
    const budget = new IntakeBudget(2, 100);
    budget.take(60);
    expect(budget.hasRoom(40)).toBe(true);
    expect(budget.hasRoom(41)).toBe(false);
    budget.take(40);
    expect(budget.hasRoom(0)).toBe(false);
  });

  it('lets a record larger than the budget go alone', () => {
    const budget = new IntakeBudget(10, 100);
    expect(budget.hasRoom(5000)).toBe(true);
    budget.take(5000);
    expect(budget.hasRoom(1)).toBe(false);
    budget.give(5000);
    expect(budget.hasRoom(1)).toBe(true);
  });

  it('never holds more than its limits, apart from a lone record', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(150), { maxLength: 60 }), (sizes) => {
        const budget = new IntakeBudget(5, 100);
        const held: number[] = [];
        for (const size of sizes) {
          while (!budget.hasRoom(size)) budget.give(held.shift() ?? 0);
          budget.take(size);
          held.push(size);
          expect(budget.records).toBe(held.length);
          expect(budget.bytes).toBe(held.reduce((sum, bytes) => sum + bytes, 0));
          expect(budget.records).toBeLessThanOrEqual(5);
          expect(budget.records === 1 || budget.bytes <= 100).toBe(true);
        }
      }),
    );
  });

  it('wakes everyone who waits when something is given back', async () => {
    const budget = new IntakeBudget(1, 100);
    budget.take(1);
    const waiting = Promise.all([budget.changed(60_000), budget.changed(60_000)]);
    budget.give(1);
    await expect(waiting).resolves.toHaveLength(2);
  });

  it('stops waiting after the given time, so that heartbeats can go out', async () => {
    const budget = new IntakeBudget(1, 100);
    budget.take(1);
    await expect(budget.changed(1)).resolves.toBeUndefined();
  });
});
