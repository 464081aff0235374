import fc from 'fast-check';
import { MAX_METADATA_BYTES, OffsetLedger } from './offset-ledger.ts';

/** What the ledger must amount to, written down without any cleverness. */
class NaiveLedger {
  readonly taken: number[] = [];
  readonly done = new Set<number>();
  readonly base: number;

  constructor(base: number) {
    this.base = base;
  }

  get committable(): number {
    return this.taken.find((offset) => !this.done.has(offset)) ?? this.next;
  }

  get next(): number {
    const last = this.taken.at(-1);
    return last === undefined ? this.base : last + 1;
  }
}

interface Step {
  /** Distance to the offset taken next: more than 1 where the topic has holes. */
  readonly gap: number;
  /** Which of the open records finishes after it; none when there are fewer. */
  readonly finish: number | undefined;
}

const steps = fc.array(
  fc.record<Step>({
    gap: fc.integer({ min: 1, max: 3 }),
    finish: fc.option(fc.nat(8), { nil: undefined }),
  }),
  { maxLength: 200 },
);

function play(base: number, plan: readonly Step[]): { ledger: OffsetLedger; naive: NaiveLedger } {
  const ledger = new OffsetLedger(base);
  const naive = new NaiveLedger(base);
  for (const { gap, finish } of plan) {
    const offset = naive.next + gap - 1;
    expect(ledger.begin(offset)).toBe(true);
    naive.taken.push(offset);
    const open = naive.taken.filter((taken) => !naive.done.has(taken));
    const finished = finish === undefined ? undefined : open[finish];
    if (finished === undefined) continue;
    ledger.finish(finished);
    naive.done.add(finished);
    expect(ledger.committable).toBe(naive.committable);
  }
  return { ledger, naive };
}

describe('OffsetLedger', () => {
  it('never lets the committed offset pass an unfinished record, whatever the order they finish in', () => {
    fc.assert(
      fc.property(fc.nat(1000), steps, (base, plan) => {
        const { ledger, naive } = play(base, plan);
        expect(ledger.committable).toBe(naive.committable);
        expect(ledger.openCount).toBe(naive.taken.length - naive.done.size);
        expect(ledger.span).toBe(naive.next - naive.committable);
      }),
    );
  });

  it('hands each record out once before a restart, and after it only those that had not finished', () => {
    fc.assert(
      fc.property(fc.nat(1000), steps, (base, plan) => {
        const { ledger, naive } = play(base, plan);
        for (const offset of naive.taken) expect(ledger.begin(offset)).toBe(false);

        const restarted = new OffsetLedger(ledger.committable, ledger.metadata());
        const again = naive.taken.filter((offset) => offset >= ledger.committable);
        const handled = again.filter((offset) => restarted.begin(offset));
        expect(handled).toEqual(again.filter((offset) => !naive.done.has(offset)));
      }),
    );
  });

  it('remembers what finished before a restart through any number of further ones', () => {
    fc.assert(
      fc.property(steps, fc.nat(200), (plan, count) => {
        const { ledger, naive } = play(0, plan);
        const second = new OffsetLedger(ledger.committable, ledger.metadata());
        const again = naive.taken.filter((offset) => offset >= ledger.committable);
        for (const offset of again.slice(0, count)) second.begin(offset);

        const third = new OffsetLedger(second.committable, second.metadata());
        const left = again.filter((offset) => offset >= second.committable);
        expect(left.filter((offset) => third.begin(offset))).toEqual(
          left.filter((offset) => !naive.done.has(offset)),
        );
      }),
    );
  });

  it('never takes a record for done that came in after the commit', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 5 }), (plan, ahead) => {
        const { ledger, naive } = play(0, plan);
        const restarted = new OffsetLedger(ledger.committable, ledger.metadata());
        expect(restarted.begin(naive.next + ahead)).toBe(true);
      }),
    );
  });

  it('keeps its metadata within what Kafka takes, forgetting what finished rather than failing', () => {
    const ledger = new OffsetLedger(0);
    const longest: number[] = [];
    for (let offset = 0; offset < 6000; offset += 1) {
      ledger.begin(offset);
      if (offset % 2 === 1) ledger.finish(offset);
      longest.push(ledger.metadata().length);
    }
    expect(Math.max(...longest)).toBeLessThanOrEqual(MAX_METADATA_BYTES);
    expect(Math.max(...longest)).toBeGreaterThan(MAX_METADATA_BYTES - 10);
    expect(ledger.metadata()).toBe('');
  });

  it.each(['not ours', '-5,3', '1,99999999999', ',', '1;2'])('ignores foreign metadata (%s)', (metadata) => {
    const ledger = new OffsetLedger(10, metadata);
    expect(ledger.begin(10)).toBe(true);
    expect(ledger.begin(11)).toBe(true);
  });

  it('follows what the group committed elsewhere', () => {
    const ledger = new OffsetLedger(0);
    for (const offset of [0, 1, 2, 3]) ledger.begin(offset);
    ledger.advanceTo(3);
    expect(ledger.committable).toBe(3);
    expect(ledger.openCount).toBe(1);
    ledger.finish(1);
    expect(ledger.committable).toBe(3);
  });

  it('stays small however many records pass through', () => {
    const ledger = new OffsetLedger(0);
    for (let offset = 0; offset < 100_000; offset += 1) {
      ledger.begin(offset);
      ledger.finish(offset);
    }
    expect(ledger.committable).toBe(100_000);
    expect(ledger.metadata()).toBe('');
    expect(ledger.openCount).toBe(0);
  });
});
