import fc from 'fast-check';
import { CrashingWorker } from '../testing/crashing-worker.ts';

type Step = (worker: CrashingWorker) => Promise<void> | void;

const number = fc.nat({ max: 11 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: number.map((event): Step => (worker) => {
      worker.publish(event);
    }),
  },
  { weight: 5, arbitrary: fc.constant<Step>((worker) => worker.take('deliveries')) },
  { weight: 4, arbitrary: fc.constant<Step>((worker) => worker.take('retries')) },
  {
    weight: 6,
    arbitrary: number.map((which): Step => (worker) => {
      worker.send(which);
    }),
  },
  {
    weight: 6,
    arbitrary: fc
      .tuple(number, fc.constantFrom('delivered', 'dead', 'retrying', 'parked'))
      .map(([which, ending]): Step => (worker) => {
        worker.conclude(which, ending);
      }),
  },
  {
    weight: 5,
    arbitrary: number.map(
      (which): Step =>
        (worker) =>
          worker.report(which),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constant<Step>((worker) => {
      worker.commit();
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constant<Step>((worker) => {
      worker.crash();
    }),
  },
  { weight: 1, arbitrary: fc.constant<Step>((worker) => worker.loseAndRegain()) },
);

describe('a partition whose worker crashes, and comes and goes', () => {
  it('loses no delivery, and makes no request twice but those whose outcome was not reported', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 120 }), async (steps) => {
        const worker = new CrashingWorker();
        for (const take of steps) await take(worker);
        await worker.drain();
        const accepted = new Set(worker.logs.deliveries.map(({ eventId }) => eventId));
        const isFinal = ({ outcome }: { outcome: string }): boolean =>
          outcome === 'delivered' || outcome === 'dead';
        const ends = worker.results.filter(isFinal);
        expect(new Set(ends.map(({ eventId }) => eventId))).toEqual(accepted);
        expect(worker.uncommitted).toBe(0);
        const repeated = worker.requests.length - new Set(worker.requests).size;
        expect(repeated).toBeLessThanOrEqual(worker.exposed);
        expect(ends.length - accepted.size).toBeLessThanOrEqual(worker.exposed);
      }),
      { numRuns: 3000 },
    );
  }, 60_000);
});
