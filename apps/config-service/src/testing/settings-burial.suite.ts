import type { SettingsStore } from '../settings/settings.store.ts';
import type { StoreUnderTest } from './settings-store.suite.ts';
import { someAuditEntry } from './some-audit-entry.ts';
import { someSettings } from './some-settings.ts';

const MINUTE_MS = 60_000;

/** What every settings store must do with what was deleted for good, and with audit entries that wait beside settings. */
export function describeSettingsBurial(
  kind: string,
  open: () => StoreUnderTest | Promise<StoreUnderTest>,
): void {
  let store: SettingsStore;
  let passMinute: StoreUnderTest['passMinute'];

  beforeEach(async () => {
    ({ store, passMinute } = await open());
  });

  describe(`${kind}: deleting for good`, () => {
    const settings = someSettings({
      name: 'redmine',
      exclusive: 'tracker',
      data: { url: 'https://one.example' },
    });
    const claim = () => store.claimUnpublished(10, MINUTE_MS);
    const tombstone = { id: settings.id, revision: 2, isBuried: true };

    it('takes settings from their address at once', async () => {
      await store.insert(settings);
      expect(await store.bury(settings)).toBe(true);
      expect(await store.find(settings)).toBeUndefined();
      expect(await store.listScope(settings.scope)).toEqual([]);
      const query = { name: 'redmine', field: 'url', value: 'https://one.example', limit: 10 };
      expect(await store.search(query)).toEqual([]);
    });

    it('frees the address and the kind for others, before and after the tombstone is published', async () => {
      await store.insert(settings);
      await store.bury(settings);
      const next = someSettings({ name: 'redmine', exclusive: 'tracker' });
      expect(await store.insert(next)).toBe(true);
      await store.bury(next);
      expect(await store.insert(someSettings({ name: 'redmine', exclusive: 'tracker' }))).toBe(true);
      expect(await claim()).toHaveLength(3);
    });

    it('takes only the revision that was seen, once', async () => {
      await store.insert(settings);
      await store.replace({ ...settings, revision: 2 }, 1);
      expect(await store.bury(settings)).toBe(false);
      expect(await store.bury({ ...settings, revision: 2 })).toBe(true);
      expect(await store.bury({ ...settings, revision: 2 })).toBe(false);
      expect(await store.replace({ ...settings, revision: 3 }, 2)).toBe(false);
    });

    it('leaves a tombstone in the outbox until it is published', async () => {
      await store.insert(settings);
      await store.bury(settings);
      expect(await claim()).toEqual([tombstone]);
      await store.release([settings.id]);
      expect(await claim()).toEqual([tombstone]);
      expect(await store.markPublished([{ ...tombstone, isBuried: true }])).toEqual([]);
      expect(await store.countUnpublished()).toBe(0);
      await passMinute();
      expect(await claim()).toEqual([]);
    });

    it('keeps the tombstone when a revision was published while it was on its way', async () => {
      await store.insert(settings);
      const slow = await store.claimUnpublished(1, MINUTE_MS);
      await store.bury(settings);
      await passMinute();
      const [claimed] = await claim();
      expect(claimed).toEqual(tombstone);
      expect(await store.markPublished(slow)).toEqual([]);
      await store.markPublished([{ ...tombstone, isBuried: true }]);
      expect(await claim()).toEqual([tombstone]);
    });

    it('tells whoever published a revision after the tombstone that it is gone', async () => {
      await store.insert(settings);
      const slow = await store.claimUnpublished(1, MINUTE_MS);
      await store.bury(settings);
      await passMinute();
      await claim();
      await store.markPublished([{ ...tombstone, isBuried: true }]);
      expect(await store.markPublished(slow)).toEqual([settings.id]);
    });
  });

  describe(`${kind}: audit entries beside the settings`, () => {
    const settings = someSettings();
    const entry = (revision: number) => someAuditEntry({ integrationId: settings.id, revision });

    it('are stored in the same write, and only if there is one', async () => {
      await store.insert(settings, entry(1));
      await store.insert(someSettings(), someAuditEntry());
      await store.replace({ ...settings, revision: 2 }, 1, entry(2));
      await store.replace({ ...settings, revision: 2 }, 1, someAuditEntry());
      expect(await store.listPendingAudit(10)).toEqual([entry(1), entry(2)]);
      expect(await store.find(settings)).toEqual({ ...settings, revision: 2 });
    });

    it('stay until they are dropped, one by one', async () => {
      const other = someSettings({ label: 'other' });
      const ofOther = someAuditEntry({ integrationId: other.id });
      await store.insert(settings, entry(1));
      await store.replace({ ...settings, revision: 2 }, 1, entry(2));
      await store.insert(other, ofOther);
      await store.dropPendingAudit([entry(1)]);
      expect(await store.listPendingAudit(10)).toEqual(expect.arrayContaining([entry(2), ofOther]));
      await store.dropPendingAudit([entry(1), entry(2), ofOther]);
      expect(await store.listPendingAudit(10)).toEqual([]);
    });

    it('keep a tombstone until they are in the trail', async () => {
      await store.insert(settings);
      await store.bury(settings, entry(2));
      const [tombstone] = await store.claimUnpublished(10, MINUTE_MS);
      await store.markPublished([{ id: settings.id, revision: 2, isBuried: true }]);
      expect(await store.listPendingAudit(10)).toEqual([entry(2)]);
      await store.dropPendingAudit([entry(2)]);
      await passMinute();
      expect(await store.claimUnpublished(10, MINUTE_MS)).toEqual([tombstone]);
      await store.markPublished([{ id: settings.id, revision: 2, isBuried: true }]);
      expect(await store.countUnpublished()).toBe(0);
    });
  });
}
