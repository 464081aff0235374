import type { PublicationState, SettingsInventory } from '../maintenance/settings-inventory.ts';
import type { SettingsStore } from '../settings/settings.store.ts';
import { someSettings } from './some-settings.ts';

interface InventoryUnderTest {
  readonly store: SettingsStore;
  readonly inventory: SettingsInventory;
}

const sealedWith = (key: string) => ({ key, nonce: 'bm9uY2Vub25jZQ==', data: 'c2VhbGVk' });

/** What every inventory must do; `open` gives one of a store that is empty. */
export function describeSettingsInventory(
  kind: string,
  open: () => Promise<InventoryUnderTest> | InventoryUnderTest,
): void {
  describe(`${kind}: all settings`, () => {
    let store: SettingsStore;
    let inventory: SettingsInventory;
    beforeEach(async () => {
      ({ store, inventory } = await open());
    });

    const insert = async (label: string, key: string | null) => {
      const settings = someSettings({ label, sealed: key === null ? null : sealedWith(key) });
      await store.insert(settings);
      return settings;
    };
    const publishAll = async (): Promise<void> => {
      await store.markPublished(await store.claimUnpublished(100, 60_000));
    };

    it('are counted by the key that sealed them, where one did', async () => {
      for (const [label, key] of [
        ['a', 'k1'],
        ['b', 'k2'],
        ['c', 'k1'],
        ['d', null],
      ] as const) {
        await insert(label, key);
      }
      expect([...(await inventory.listKeys())].sort()).toEqual(['k1', 'k2']);
      const counts = ['k1', 'k2', 'k3'].map((key) => inventory.countSealedWith(key));
      expect(await Promise.all(counts)).toEqual([2, 1, 0]);
      expect(await inventory.count()).toBe(4);
    });

    it('are listed by key, page by page', async () => {
      const settings = [await insert('a', 'k1'), await insert('b', 'k1'), await insert('c', 'k1')];
      await insert('d', 'k2');
      const ids = settings.map(({ id }) => id).sort();
      const first = await inventory.listSealedWith('k1', { limit: 2 });
      expect(first.map(({ id }) => id)).toEqual(ids.slice(0, 2));
      expect(first[0]).toEqual({ id: ids[0], revision: 1, sealed: sealedWith('k1') });
      const rest = await inventory.listSealedWith('k1', { limit: 2, after: ids[1] });
      expect(rest.map(({ id }) => id)).toEqual(ids.slice(2));
    });

    it('are sealed again as a new revision in the outbox, unless somebody wrote in between', async () => {
      const [one, two] = [await insert('a', 'k1'), await insert('b', 'k1')];
      await publishAll();
      await store.replace({ ...two, revision: 2 }, 1);
      const resealed = [one, two].map(({ id }) => ({ id, revision: 1, sealed: sealedWith('k2') }));
      expect(await inventory.reseal(resealed)).toBe(1);
      expect(await store.find(one)).toEqual({
        ...one,
        ...{ revision: 2, publishedRevision: 1, sealed: sealedWith('k2') },
      });
      expect(await store.find(two)).toMatchObject({ revision: 2, sealed: sealedWith('k1') });
      expect(await store.countUnpublished()).toBe(2);
      expect(await inventory.reseal([])).toBe(0);
    });

    it('wait to be published, those left out that none of the keys opens', async () => {
      await insert('a', 'k1');
      await insert('b', 'lost');
      await insert('c', null);
      expect(await inventory.countPublishable(['k1', 'k2'])).toBe(2);
    });

    it('can all be put into the outbox again', async () => {
      const settings = [await insert('a', 'k1'), await insert('b', null)];
      await publishAll();
      expect(await store.countUnpublished()).toBe(0);
      await inventory.markAllUnpublished();
      const claimed = await store.claimUnpublished(10, 60_000);
      expect(claimed.map(({ id, revision }) => `${id}:${revision}`).sort()).toEqual(
        settings.map(({ id }) => `${id}:1`).sort(),
      );
    });

    it('are walked through with how far they are published, and looked up by id', async () => {
      const [one, two] = [await insert('a', 'k1'), await insert('b', null)];
      await publishAll();
      await store.replace({ ...two, revision: 2 }, 1);
      const walked: PublicationState[] = [];
      for await (const page of inventory.walk()) walked.push(...page);
      expect(walked).toHaveLength(2);
      expect(walked).toEqual(
        expect.arrayContaining([
          { id: one.id, revision: 1, isUnpublished: false },
          { id: two.id, revision: 2, isUnpublished: true },
        ]),
      );
      await store.bury(one);
      expect(await inventory.existing([one.id, two.id, 'none'])).toEqual(new Set([two.id]));
    });
  });
}
