import { NO_POSITIONS } from '../accounting/accounting.store.ts';
import type { AccountingStore, CountBulk } from '../accounting/accounting.store.ts';

const at = new Date('2026-03-01T12:00:00Z');
const figures = { accepted: 5, delivered: 2, dead: 1, ignored: 1 };
const to = { deliveries: 3, results: 2 };
const slack = { integrationId: 'int-1', name: 'slack', figures };
const first: CountBulk = {
  at,
  partitions: [{ partition: 3, from: NO_POSITIONS, to, figures, balance: 0 }],
  integrations: [slack],
};

/** What every store of running totals must do; `open` gives an empty one. */
export function describeAccountingStore(
  kind: string,
  open: () => AccountingStore | Promise<AccountingStore>,
): void {
  let store: AccountingStore;

  beforeEach(async () => {
    store = await open();
  });

  describe(`${kind}: running totals`, () => {
    it('has nothing at first', async () => {
      expect(await store.totals()).toEqual({ balance: 0, kinds: [] });
      expect(await store.find(3)).toBeUndefined();
      expect(await store.figuresOf('int-1')).toBeUndefined();
    });

    it('adds what was counted to partition, integration and kind', async () => {
      expect(await store.add(first)).toBe(true);
      const further = { ...to, results: 4 };
      const one = { accepted: 0, delivered: 1, dead: 0, ignored: 0 };
      const later = new Date(at.getTime() + 1000);
      expect(
        await store.add({
          at: later,
          partitions: [{ partition: 3, from: to, to: further, figures: one, balance: 2 }],
          integrations: [{ integrationId: 'int-2', name: 'slack', figures: one }],
        }),
      ).toBe(true);
      const sum = { accepted: 5, delivered: 3, dead: 1, ignored: 1 };
      expect(await store.find(3)).toEqual({ positions: further, figures: sum, balance: 2 });
      expect(await store.totals()).toEqual({ balance: 2, at: later, kinds: [{ name: 'slack', ...sum }] });
      expect(await store.figuresOf('int-1')).toEqual({ ...figures, at });
      expect(await store.figuresOf('int-2')).toEqual({ ...one, at: later });
    });

    it('counts a bulk once, however often it comes', async () => {
      await store.add(first);
      expect(await store.add(first)).toBe(false);
      expect((await store.totals()).kinds).toEqual([{ name: 'slack', ...figures }]);
    });

    it('stores all of a bulk or nothing of it', async () => {
      await store.add(first);
      const other = { partition: 4, from: NO_POSITIONS, to, figures, balance: 0 };
      expect(await store.add({ ...first, partitions: [other, ...first.partitions] })).toBe(false);
      expect(await store.find(4)).toBeUndefined();
      expect(await store.figuresOf('int-1')).toEqual({ ...figures, at });
    });

    it('sums the balances of all partitions', async () => {
      await store.add(first);
      const other = { partition: 4, from: NO_POSITIONS, to, figures, balance: 3 };
      await store.add({ at, partitions: [other], integrations: [] });
      expect((await store.totals()).balance).toBe(3);
    });
  });
}
