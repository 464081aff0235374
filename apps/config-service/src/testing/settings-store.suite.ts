import type { SettingsStore } from '../settings/settings.store.ts';
import { describeSettingsBurial } from './settings-burial.suite.ts';
import { someSettings } from './some-settings.ts';

export interface StoreUnderTest {
  readonly store: SettingsStore;
  /** Lets every claim of one minute run out. */
  readonly passMinute: () => Promise<void> | void;
}

const MINUTE_MS = 60_000;

/** What every settings store must do; `open` gives an empty one. */
export function describeSettingsStore(
  kind: string,
  open: () => StoreUnderTest | Promise<StoreUnderTest>,
): void {
  let store: SettingsStore;
  let passMinute: StoreUnderTest['passMinute'];

  beforeEach(async () => {
    ({ store, passMinute } = await open());
  });

  describe(`${kind}: keeping settings`, () => {
    it('gives back what was inserted, and nothing at other addresses', async () => {
      const settings = someSettings({ label: 'audit', data: { url: 'https://one.example', port: 443 } });
      expect(await store.insert(settings)).toBe(true);
      expect(await store.find(settings)).toEqual(settings);
      expect(await store.find({ ...settings, label: '' })).toBeUndefined();
      expect(await store.find({ ...settings, scope: 'project:8' })).toBeUndefined();
    });

    it('keeps settings without properties', async () => {
      const settings = someSettings({ sealed: null, routing: {}, triggers: [], isInherited: true });
      await store.insert(settings);
      expect(await store.find(settings)).toEqual(settings);
    });

    it('lists a scope by name and label', async () => {
      const all = ['webhook:b', 'slack:', 'webhook:a'].map((slug) => slug.split(':'));
      for (const [name = '', label = ''] of all) await store.insert(someSettings({ name, label }));
      await store.insert(someSettings({ scope: 'project:70' }));
      const listed = await store.listScope('project:7');
      expect(listed.map(({ name, label }) => `${name}:${label}`)).toEqual([
        'slack:',
        'webhook:a',
        'webhook:b',
      ]);
    });

    it('names settings by their ids', async () => {
      const [slack, webhook] = [someSettings({ name: 'slack' }), someSettings({ name: 'webhook' })];
      for (const settings of [slack, webhook]) await store.insert(settings);
      expect(await store.namesOf([slack.id, 'none'])).toEqual(new Map([[slack.id, 'slack']]));
    });

    it('refuses a second one of the same name and label in a scope', async () => {
      await store.insert(someSettings());
      expect(await store.insert(someSettings())).toBe(false);
      expect(await store.insert(someSettings({ label: 'other' }))).toBe(true);
    });

    it('replaces only the revision that the writer has seen', async () => {
      const first = someSettings();
      await store.insert(first);
      const second = { ...first, revision: 2, isActive: false };
      expect(await store.replace(second, 1)).toBe(true);
      expect(await store.replace({ ...first, revision: 2 }, 1)).toBe(false);
      expect(await store.find(first)).toEqual(second);
    });
  });

  describe(`${kind}: what a project has one of`, () => {
    it('takes one of a kind in a scope, whether the second one is new or was there before', async () => {
      const first = someSettings({ name: 'redmine', exclusive: 'tracker' });
      expect(await store.insert(first)).toBe(true);
      expect(await store.insert(someSettings({ name: 'youtrack', exclusive: 'tracker' }))).toBe(false);
      const plain = someSettings({ name: 'bugzilla' });
      await store.insert(plain);
      expect(await store.replace({ ...plain, revision: 2, exclusive: 'tracker' }, 1)).toBe(false);
      expect(await store.find(plain)).toEqual(plain);
    });

    it('takes others of other kinds, in other scopes, and in place of one that gave its kind up', async () => {
      const first = someSettings({ name: 'redmine', exclusive: 'tracker' });
      await store.insert(first);
      expect(await store.insert(someSettings({ name: 'confluence', exclusive: 'wiki' }))).toBe(true);
      const elsewhere = someSettings({ scope: 'project:8', name: 'redmine', exclusive: 'tracker' });
      expect(await store.insert(elsewhere)).toBe(true);
      expect(await store.replace({ ...first, revision: 2 }, 1)).toBe(true);
      expect(await store.replace({ ...first, revision: 3, exclusive: null }, 2)).toBe(true);
      expect(await store.insert(someSettings({ name: 'youtrack', exclusive: 'tracker' }))).toBe(true);
    });
  });

  describe(`${kind}: searching by data fields`, () => {
    const URL = 'https://one.example';
    const query = { name: 'jira', field: 'url', value: URL, limit: 10 };

    it('finds all that have the value, in whatever scope, page by page', async () => {
      const all = (['project:1', 'project:2', 'group:a'] as const).map((scope) =>
        someSettings({ scope, name: 'jira', data: { url: URL, port: 443 } }),
      );
      for (const one of all) await store.insert(one);
      const ids = all.map(({ id }) => id).sort();
      const first = await store.search({ ...query, limit: 2 });
      expect(first.map(({ id }) => id)).toEqual(ids.slice(0, 2));
      const rest = await store.search({ ...query, limit: 2, after: ids[1] ?? '' });
      expect(rest).toEqual(all.filter(({ id }) => id === ids[2]));
    });

    it('compares the whole value, its type, the field and the name', async () => {
      const data = { url: URL, port: 443, rooms: ['a', 'b'] };
      await store.insert(someSettings({ name: 'jira', data }));
      await store.insert(someSettings({ name: 'slack', data: {} }));
      const count = async (changes: Partial<typeof query> | { value: unknown }): Promise<number> =>
        (await store.search({ ...query, ...changes })).length;
      expect(await count({ field: 'port', value: 443 })).toBe(1);
      expect(await count({ field: 'rooms', value: ['a', 'b'] })).toBe(1);
      for (const other of [{ value: `${URL}/` }, { field: 'port', value: '443' }, { name: 'slack' }]) {
        expect([other, await count(other)]).toEqual([other, 0]);
      }
      expect(await count({ field: 'other' })).toBe(0);
    });
  });

  describe(`${kind}: finding all of a name`, () => {
    it('finds those of the label in whatever scope, page by page', async () => {
      const all = (['instance', 'group:a', 'project:1'] as const).map((scope) => someSettings({ scope }));
      for (const one of [...all, someSettings({ label: 'audit' }), someSettings({ name: 'slack' })])
        await store.insert(one);
      const ids = all.map(({ id }) => id).sort();
      const query = { name: 'webhook', label: '', limit: 2 };
      expect((await store.listNamed(query)).map(({ id }) => id)).toEqual(ids.slice(0, 2));
      const rest = await store.listNamed({ ...query, after: ids[1] ?? '' });
      expect(rest.map(({ id }) => id)).toEqual(ids.slice(2));
    });
  });

  describe(`${kind}: the outbox`, () => {
    const claim = async (): Promise<number[]> =>
      (await store.claimUnpublished(10, MINUTE_MS)).map(({ revision }) => revision);

    it('hands out what was written until it is marked as published', async () => {
      const settings = someSettings();
      await store.insert(settings);
      expect(await claim()).toEqual([1]);
      await store.markPublished([settings]);
      expect(await claim()).toEqual([]);
      expect(await store.countUnpublished()).toBe(0);
      expect(await store.find(settings)).toEqual({ ...settings, publishedRevision: 1 });
      await store.replace({ ...settings, revision: 2 }, 1);
      expect(await store.countUnpublished()).toBe(1);
      expect(await claim()).toEqual([2]);
    });

    it('hands out one to one taker at a time, and again when its time is over', async () => {
      await store.insert(someSettings());
      expect(await claim()).toEqual([1]);
      expect(await claim()).toEqual([]);
      await passMinute();
      expect(await claim()).toEqual([1]);
    });

    it('hands out again at once what was given back', async () => {
      const settings = someSettings();
      await store.insert(settings);
      await claim();
      await store.release([settings.id]);
      expect(await claim()).toEqual([1]);
    });

    it('hands out no more than asked for', async () => {
      for (const label of ['a', 'b', 'c']) await store.insert(someSettings({ label }));
      expect(await store.claimUnpublished(2, MINUTE_MS)).toHaveLength(2);
      expect(await store.claimUnpublished(2, MINUTE_MS)).toHaveLength(1);
      expect(await store.countUnpublished()).toBe(3);
    });

    it('keeps one that was written again while it was being published', async () => {
      const settings = someSettings();
      await store.insert(settings);
      await claim();
      await store.replace({ ...settings, revision: 2 }, 1);
      expect(await claim()).toEqual([]);
      await store.markPublished([settings]);
      expect(await claim()).toEqual([2]);
    });

    it('publishes the newest again when an older revision was sent after it', async () => {
      const settings = someSettings();
      await store.insert(settings);
      const slow = await store.claimUnpublished(1, MINUTE_MS);
      await store.replace({ ...settings, revision: 2 }, 1);
      await passMinute();
      await store.markPublished(await store.claimUnpublished(1, MINUTE_MS));
      expect(await store.countUnpublished()).toBe(0);
      await store.markPublished(slow);
      expect(await claim()).toEqual([2]);
      expect(await store.find(settings)).toMatchObject({ revision: 2, publishedRevision: 2 });
    });
  });

  describeSettingsBurial(kind, open);
}
