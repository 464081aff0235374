import { changeOf, unknownHealth } from '../health/integration-health.ts';
import type { IntegrationHealth } from '../health/integration-health.ts';
import type { HealthStore } from '../health/health.store.ts';

/** One that is paused and that nobody was told of. */
export function aPausedHealth(id: string, changes: Partial<IntegrationHealth> = {}): IntegrationHealth {
  const paused: IntegrationHealth = {
    ...unknownHealth(id),
    state: 'paused',
    ...{ failures: 4, since: 1000, pausedUntil: 61_000, version: 1 },
    lastFailure: { at: 1000, reason: 'http_503', status: 503 },
    foldedUpTo: { 3: { offset: 7, at: 1000 } },
    ...changes,
  };
  return { ...paused, pending: [changeOf(paused)] };
}

const CLAIM_MS = 60_000;

/** What every store of health must do; `open` gives an empty one. */
export function describeHealthStore(kind: string, open: () => HealthStore | Promise<HealthStore>): void {
  let store: HealthStore;

  beforeEach(async () => {
    store = await open();
  });

  const stored = async (id: string): Promise<IntegrationHealth> => {
    const found = (await store.find([id])).get(id);
    if (found === undefined) throw new Error(`${id} is not stored`);
    return found;
  };

  describe(`${kind}: keeping health`, () => {
    it('gives back what was written, and nothing of others', async () => {
      const health = aPausedHealth('a');
      expect(await store.save([health])).toBe(1);
      expect(await store.find(['a', 'b'])).toEqual(new Map([['a', { ...health, revision: 1 }]]));
    });

    it('writes only on top of what was read', async () => {
      await store.save([aPausedHealth('a'), aPausedHealth('b')]);
      const [a, b] = [await stored('a'), await stored('b')];
      expect(await store.save([{ ...a, failures: 5 }])).toBe(1);
      expect(await store.save([{ ...a, failures: 6 }, { ...b, failures: 6 }, unknownHealth('c')])).toBe(2);
      expect(await store.save([unknownHealth('a')])).toBe(0);
      expect([await stored('a'), await stored('b')]).toMatchObject([
        { failures: 5, revision: 2 },
        { failures: 6, revision: 2 },
      ]);
    });

    it('lists by state, a page at a time, and counts', async () => {
      await store.save([
        ...['c', 'a', 'b'].map((id) => aPausedHealth(id)),
        aPausedHealth('d', { state: 'off' }),
        unknownHealth('e'),
      ]);
      const { total, items } = await store.list({ state: 'paused', offset: 1, limit: 1 });
      expect([total, items.map(({ id }) => id)]).toEqual([3, ['b']]);
      expect((await store.list({ offset: 3, limit: 10 })).items.map(({ id }) => id)).toEqual(['d', 'e']);
      expect(await store.countByState()).toEqual({ healthy: 1, paused: 3, off: 1 });
    });

    it('forgets what is removed', async () => {
      await store.save([aPausedHealth('a')]);
      await store.remove(['a', 'b']);
      expect((await store.find(['a'])).size).toBe(0);
    });
  });

  describe(`${kind}: the outbox`, () => {
    it('has what changed, once at a time, until it is published', async () => {
      await store.save([aPausedHealth('a'), unknownHealth('b')]);
      const claimed = await store.claimUnpublished(10, CLAIM_MS);
      expect(claimed.map(({ id, pending }) => [id, pending.length])).toEqual([['a', 1]]);
      expect(await store.claimUnpublished(10, CLAIM_MS)).toEqual([]);
      await store.markPublished([{ id: 'a', version: 1 }]);
      expect(await store.claimUnpublished(10, CLAIM_MS)).toEqual([]);
      expect((await stored('a')).pending).toEqual([]);
    });

    it('has again what is given back', async () => {
      await store.save([aPausedHealth('a')]);
      await store.claimUnpublished(10, CLAIM_MS);
      await store.release(['a']);
      expect(await store.claimUnpublished(10, CLAIM_MS)).toHaveLength(1);
    });

    it('keeps what changed while an older version was on its way', async () => {
      await store.save([aPausedHealth('a')]);
      const [claimed] = await store.claimUnpublished(10, CLAIM_MS);
      if (claimed === undefined) throw new Error('nothing was claimed');
      const well = { ...claimed, state: 'healthy' as const, version: 2 };
      await store.save([{ ...well, pending: [...claimed.pending, changeOf(well)] }]);
      await store.markPublished([{ id: 'a', version: 1 }]);
      const [left] = await store.claimUnpublished(10, CLAIM_MS);
      expect(left?.pending.map(({ version }) => version)).toEqual([2]);
    });

    it('has it once more when an older version was published behind a newer one', async () => {
      await store.save([aPausedHealth('a', { version: 2 })]);
      await store.markPublished([{ id: 'a', version: 2 }]);
      await store.markPublished([{ id: 'a', version: 1 }]);
      const [again] = await store.claimUnpublished(10, CLAIM_MS);
      expect(again).toMatchObject({ id: 'a', version: 2, pending: [] });
    });

    it('does not bring published changes back by a write that was decided before', async () => {
      await store.save([aPausedHealth('a')]);
      const before = await stored('a');
      await store.markPublished([{ id: 'a', version: 1 }]);
      expect(await store.save([{ ...before, failures: 5 }])).toBe(0);
    });
  });
}
