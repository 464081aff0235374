import type { SignInCode, SignInCodeStore } from '../sign-in/sign-in-code.store.ts';

const NOON = new Date('2026-03-01T12:00:00.000Z');
const code = (hash: string): SignInCode => ({
  hash,
  holder: { name: 'ops', kind: 'personal', role: 'admin', scope: 'group:a', expiresAt: NOON, tokenId: 't-1' },
  expiresAt: new Date('2026-03-01T12:05:00.000Z'),
});

/** What every store of codes must do; `open` gives an empty one. */
export function describeSignInCodeStore(
  kind: string,
  open: () => SignInCodeStore | Promise<SignInCodeStore>,
): void {
  describe(`the store of sign-in codes ${kind}`, () => {
    let store: SignInCodeStore;

    beforeEach(async () => {
      store = await open();
      await store.keep(code('a'));
    });

    it('gives a code to one of all who come at the same time', async () => {
      const taken = await Promise.all(['a', 'a', 'a'].map((hash) => store.take(hash, NOON)));
      expect(taken.filter((one) => one !== undefined)).toEqual([code('a')]);
      expect(await store.take('a', NOON)).toBeUndefined();
    });

    it('leaves the others alone', async () => {
      await store.keep(code('b'));
      expect(await store.take('c', NOON)).toBeUndefined();
      expect(await store.take('b', NOON)).toEqual(code('b'));
      expect(await store.take('a', NOON)).toEqual(code('a'));
    });

    it('gives none that is over', async () => {
      expect(await store.take('a', code('a').expiresAt)).toBeUndefined();
    });
  });
}
