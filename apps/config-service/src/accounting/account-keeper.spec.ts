import { Registry } from '@patchbay/service-kit/metrics';
import { AppError } from '@patchbay/integration-contracts';
import { aDispatch, anOutcome } from '../testing/counted-records.ts';
import { InMemoryAccountingStore } from '../testing/in-memory-accounting.store.ts';
import { InMemorySettingsStore } from '../testing/in-memory-settings.store.ts';
import { SystemClock } from '../settings/clock.ts';
import { AccountKeeper } from './account-keeper.ts';
import { AccountingMetrics } from './accounting-metrics.ts';
import { balanceOf } from './balance.ts';
import type { CountBulk } from './accounting.store.ts';
import { PartitionCounter } from './partition-counter.ts';

/** Answers with an error, although it has stored what it was given. */
class SilentStore extends InMemoryAccountingStore {
  isSilent = false;

  override async add(bulk: CountBulk): Promise<boolean> {
    const isStored = await super.add(bulk);
    if (this.isSilent) throw new AppError('mongodb_unavailable', 'There was no answer.');
    return isStored;
  }
}

describe('keeping accounts', () => {
  let store: SilentStore;
  let keeper: AccountKeeper;
  let counter: PartitionCounter;
  const registry = new Registry();
  beforeEach(() => {
    registry.clear();
    store = new SilentStore();
    const metrics = new AccountingMetrics(registry);
    keeper = new AccountKeeper(store, new InMemorySettingsStore(), metrics, new SystemClock());
    counter = new PartitionCounter(undefined, () => 0);
    keeper.hold(3, counter, 0);
  });
  const accepted = async (): Promise<number | undefined> => (await store.find(3))?.figures.accepted;

  it('stores what was counted, and nothing where nothing was', async () => {
    counter.accept(aDispatch(0, 'e1'));
    expect(await keeper.keep()).toEqual([]);
    expect(await keeper.keep()).toEqual([]);
    expect(await accepted()).toBe(1);
    expect((await store.totals()).kinds).toMatchObject([{ name: 'unknown', accepted: 1 }]);
    expect(await registry.metrics()).toContain('patchbay_deliveries_accepted_total{name="unknown"} 1');
  });

  it('counts nothing twice when the store has it but did not say so', async () => {
    counter.accept(aDispatch(0, 'e1'));
    store.isSilent = true;
    await expect(keeper.keep()).rejects.toThrow('There was no answer');
    store.isSilent = false;
    counter.accept(aDispatch(1, 'e2'));
    expect(await keeper.keep()).toEqual([3]);
    expect(keeper.counterOf(3)).toBeUndefined();
    expect(await accepted()).toBe(1);
  });

  it('strikes the balance once all is counted that was there when the commits were looked at', async () => {
    counter.accept(aDispatch(0, 'e1'));
    counter.accept(aDispatch(1, 'e2'));
    const committed = { offset: 2, finished: [] };
    keeper.strike(new Map([[3, { committed, waiting: 0, ends: { deliveries: 2, results: 1 } }]]));
    await keeper.keep();
    expect((await store.totals()).balance).toBe(0);
    counter.settle({ offset: '0' }, [anOutcome('e1', 'delivered')]);
    await keeper.keep();
    expect((await store.totals()).balance).toBe(1);
  });
});

describe('the balance', () => {
  it('is what is pending and found nowhere', () => {
    expect(balanceOf(5, 3)).toBe(2);
  });
  it('is even when all that is pending is found, though more may be under way', () => {
    expect([balanceOf(3, 3), balanceOf(3, 5), balanceOf(0, 0)]).toEqual([0, 0, 0]);
  });
  it('is below zero when more came to an end than was accepted', () => {
    expect([balanceOf(-2, 0), balanceOf(-2, 4)]).toEqual([-2, -2]);
  });
});
