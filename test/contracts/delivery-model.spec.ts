import fc from 'fast-check';
import { ModelledAccounts } from './modelled-accounts.ts';
import { ModelledPartition, TOPICS } from './modelled-partition.ts';
import type { Ending } from './modelled-partition.ts';

interface World {
  readonly partition: ModelledPartition;
  readonly accounts: ModelledAccounts;
}
type Step = (world: World) => Promise<void> | void;

const number = fc.nat({ max: 11 });
const ending = fc.constantFrom<Ending>('delivered', 'failed', 'failed', 'parked', 'ignored');
const steps = {
  publish: number.map((event): Step => ({ partition }) => {
    partition.publish(event);
  }),
  take: fc.constantFrom(...TOPICS).map(
    (topic): Step =>
      ({ partition }) =>
        partition.take(topic),
  ),
  send: number.map((which): Step => ({ partition }) => {
    partition.send(which);
  }),
  conclude: fc.tuple(number, ending).map(([which, how]): Step => ({ partition }) => {
    partition.conclude(which, how);
  }),
  report: number.map(
    (which): Step =>
      ({ partition }) =>
        partition.report(which),
  ),
  commit: fc.boolean().map((hasMetadata): Step => ({ partition }) => {
    partition.commit(hasMetadata);
  }),
  wait: fc.integer({ min: 1000, max: 70_000 }).map((ms): Step => ({ partition }) => {
    partition.now += ms;
  }),
  pause: fc.boolean().map((isPaused): Step => ({ partition }) => {
    partition.isPaused = isPaused;
  }),
  crash: fc.constant<Step>(({ partition }) => {
    partition.crash();
  }),
  rebalance: fc.constant<Step>(({ partition }) => partition.rebalance()),
  count: number.map((records): Step => ({ accounts }) => {
    accounts.count(records);
  }),
  store: fc.constant<Step>(({ accounts }) => {
    accounts.store();
  }),
  crashAccounts: fc.constant<Step>(({ accounts }) => {
    accounts.crash();
  }),
  strike: fc.constant<Step>(({ accounts, partition }) => {
    if (accounts.balance !== 0) partition.complaints.push('the balance was off while all was well');
  }),
};
const WEIGHTS: Readonly<Record<keyof typeof steps, number>> = {
  ...{ publish: 4, take: 9, send: 6, conclude: 7, report: 6, commit: 2, wait: 3, pause: 1 },
  ...{ crash: 1, rebalance: 1, count: 2, store: 1, crashAccounts: 1, strike: 1 },
};
const step = fc.oneof(
  ...Object.entries(steps).map(([name, arbitrary]) => ({
    arbitrary,
    weight: WEIGHTS[name as keyof typeof steps],
  })),
);

/** Ledger, retry plan, deduplication and accounting are the real ones; Kafka, MongoDB and the clock are played. */
describe('a partition through crashes, rebalances, repetitions and pauses', () => {
  it('loses nothing, repeats only what a crash left open, and comes out even', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 150 }), async (taken) => {
        const partition = new ModelledPartition();
        const accounts = new ModelledAccounts(partition);
        for (const take of taken) await take({ partition, accounts });
        await partition.drain();
        expect(partition.complaints).toEqual([]);
        const repeated = partition.requests.length - new Set(partition.requests).size;
        expect(repeated).toBeLessThanOrEqual(partition.exposed);
        expect(partition.waiting).toBe(0);
        expect(accounts.balance).toBe(0);
        const accepted = partition.accepted.size;
        expect(accounts.figures).toMatchObject({ accepted, pending: 0 });
      }),
      { numRuns: 2000 },
    );
  }, 120_000);
});
