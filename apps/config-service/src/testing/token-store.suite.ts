import type { StoredToken } from '../access/stored-token.ts';
import type { TokenStore } from '../access/token.store.ts';

const NOON = new Date('2026-03-01T12:00:00.000Z');
const minutesAfter = (minutes: number): Date => new Date(NOON.getTime() + minutes * 60_000);

/** A token of the project 7 that never expires; each has an id and a hash of its own unless told otherwise. */
export function someToken(id: string, changes: Partial<StoredToken> = {}): StoredToken {
  return {
    ...{ id, name: `token ${id}`, kind: 'service', owner: 'Release team', role: 'maintainer' },
    ...{ scope: 'project:7', within: ['project:7', 'group:a', 'instance'], hash: `hash of ${id}` },
    ...{ createdAt: NOON, createdBy: 'ops', expiresAt: null, revokedAt: null, lastUsedAt: null },
    ...changes,
  };
}

/** What every token store must do; `open` gives an empty one. */
export function describeTokenStore(kind: string, open: () => TokenStore | Promise<TokenStore>): void {
  describe(`the token store ${kind}`, () => {
    let store: TokenStore;

    beforeEach(async () => {
      store = await open();
    });

    it('finds a token by id and by hash, with all that it was given', async () => {
      const token = someToken('a', { expiresAt: minutesAfter(5) });
      expect(await store.insert(token)).toBe(true);
      expect(await store.find('a')).toEqual(token);
      expect(await store.findByHash(token.hash)).toEqual(token);
      expect([await store.find('b'), await store.findByHash('none')]).toEqual([undefined, undefined]);
    });

    it('takes no id and no hash twice', async () => {
      await store.insert(someToken('a'));
      expect(await store.insert(someToken('a', { hash: 'another' }))).toBe(false);
      expect(await store.insert(someToken('b', { hash: 'hash of a' }))).toBe(false);
      expect((await store.find('a'))?.hash).toBe('hash of a');
      expect(await store.find('b')).toBeUndefined();
    });

    it('lists what lies within a scope page by page, newest first', async () => {
      await store.insert(someToken('a'));
      await store.insert(someToken('b', { createdAt: minutesAfter(1) }));
      await store.insert(someToken('c', { createdAt: minutesAfter(1) }));
      await store.insert(someToken('d', { scope: 'instance', within: ['instance'] }));
      const idsOf = (tokens: readonly StoredToken[]): string[] => tokens.map(({ id }) => id);
      expect(idsOf(await store.list({ within: 'instance', limit: 9 }))).toEqual(['c', 'b', 'd', 'a']);
      const first = await store.list({ within: 'group:a', limit: 2 });
      expect(idsOf(first)).toEqual(['c', 'b']);
      const after = { at: minutesAfter(1), id: 'b' };
      expect(idsOf(await store.list({ within: 'group:a', limit: 2, after }))).toEqual(['a']);
      expect(await store.list({ within: 'group:b', limit: 2 })).toEqual([]);
    });

    it('keeps the time of the first revocation', async () => {
      await store.insert(someToken('a'));
      await store.revoke('a', minutesAfter(1));
      await store.revoke('a', minutesAfter(2));
      await store.revoke('unknown', minutesAfter(2));
      expect((await store.find('a'))?.revokedAt).toEqual(minutesAfter(1));
    });

    it('rotates a token once for each hash that it had, and never a revoked one', async () => {
      await store.insert(someToken('a'));
      const rotation = { id: 'a', from: 'hash of a', to: 'second', expiresAt: minutesAfter(9) };
      expect(await store.rotate(rotation)).toBe(true);
      expect(await store.rotate({ ...rotation, to: 'third' })).toBe(false);
      expect(await store.findByHash('hash of a')).toBeUndefined();
      expect(await store.findByHash('second')).toMatchObject({ id: 'a', expiresAt: minutesAfter(9) });
      await store.revoke('a', minutesAfter(1));
      expect(await store.rotate({ ...rotation, from: 'second', to: 'third' })).toBe(false);
    });

    it('moves the last use only forward', async () => {
      await store.insert(someToken('a'));
      for (const minutes of [1, 3, 2]) await store.noteUse('a', minutesAfter(minutes));
      expect((await store.find('a'))?.lastUsedAt).toEqual(minutesAfter(3));
    });

    it.each<[string, Partial<StoredToken>, boolean]>([
      ['is one for ever', {}, true],
      ['is one that has not expired', { expiresAt: minutesAfter(2) }, true],
      ['is none that has expired', { expiresAt: minutesAfter(1) }, false],
      ['is none that was revoked', { revokedAt: NOON }, false],
      ['is no maintainer', { role: 'maintainer' }, false],
      ['is none of a group', { scope: 'group:a', within: ['group:a', 'instance'] }, false],
    ])('knows that an administrator of the instance %s', async (_what, changes, expected) => {
      expect(await store.hasInstanceAdmin(minutesAfter(1))).toBe(false);
      await store.insert(
        someToken('a', { role: 'admin', scope: 'instance', within: ['instance'], ...changes }),
      );
      expect(await store.hasInstanceAdmin(minutesAfter(1))).toBe(expected);
    });
  });
}
