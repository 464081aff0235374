import { AppError, NamespaceMap } from '@patchbay/integration-contracts';
import { createLogger } from '@patchbay/service-kit/logging';
import { Paths } from '../paths/paths.ts';
import { InMemoryPlaceStore } from '../testing/in-memory-place.store.ts';
import { InMemoryTokenStore } from '../testing/in-memory-token.store.ts';
import { ScriptedIdentityProvider } from '../testing/scripted-identity-provider.ts';
import { SettableClock } from '../testing/settable-clock.ts';
import { someToken } from '../testing/token-store.suite.ts';
import { AccessTokensSchema } from './access-token.ts';
import { Authenticator } from './authenticator.ts';
import { IdentityCache } from './identity-cache.ts';
import { OidcVerifier } from './oidc-verifier.ts';
import { ScopeAccess } from './scope-access.ts';
import type { StoredToken } from './stored-token.ts';
import { StoredTokens } from './stored-tokens.ts';
import { TokenRegistry } from './token-registry.ts';
import { hashOf } from './token-text.ts';
import { TokenUse } from './token-use.ts';

const CONFIGURED = 'a-token-of-the-environment';
const TEXT = 'pbt_text-of-a-stored-token';
const SECOND_MS = 1000;

function startAuthenticator() {
  const store = new InMemoryTokenStore();
  const clock = new SettableClock();
  const one = { name: 'ops', token: CONFIGURED, role: 'admin', scope: 'instance' };
  const registry = new TokenRegistry({ API_TOKENS: AccessTokensSchema.parse([one]) });
  const use = new TokenUse(store, clock, createLogger('test', 'fatal'));
  const oidc = { OIDC_ISSUER: '', OIDC_AUDIENCE: '', OIDC_JWKS_URL: '', OIDC_CLAIM_MAP: [] };
  const authenticator = new Authenticator(
    registry,
    new StoredTokens(store, use, clock),
    new OidcVerifier(oidc, new ScriptedIdentityProvider(), clock),
    new IdentityCache({ TOKEN_CACHE: 5 * SECOND_MS }, clock),
    new ScopeAccess(new Paths(new InMemoryPlaceStore(), new NamespaceMap())),
  );
  const isLetIn = async (text: string): Promise<boolean> => {
    try {
      await authenticator.authenticate({ 'private-token': text });
      return true;
    } catch (error) {
      if (error instanceof AppError && error.code === 'unauthenticated') return false;
      throw error;
    }
  };
  const add = (changes: Partial<StoredToken> = {}) =>
    store.insert(someToken('a', { hash: hashOf(TEXT), ...changes }));
  return { store, clock, authenticator, isLetIn, add };
}

describe('the authenticator', () => {
  it('knows tokens of the environment and of the store, and says whose they are', async () => {
    const { authenticator, add } = startAuthenticator();
    await add({ role: 'reader', scope: 'group:a' });
    expect(await authenticator.authenticate({ authorization: `Bearer ${CONFIGURED}` })).toMatchObject({
      name: 'ops',
      kind: 'configured',
      role: 'admin',
    });
    expect(await authenticator.authenticate({ 'private-token': TEXT })).toMatchObject({
      ...{ name: 'token a', kind: 'service', role: 'reader', scope: 'group:a', tokenId: 'a' },
    });
  });

  it('lets nobody in by a hash, a part of a token or another one', async () => {
    const { add, isLetIn } = startAuthenticator();
    await add();
    for (const text of [hashOf(TEXT), TEXT.slice(0, -1), `${TEXT}x`, 'a.b.c']) {
      expect([text, await isLetIn(text)]).toEqual([text, false]);
    }
  });

  it('asks the store once for as long as it may remember, and never for a configured token', async () => {
    const { store, clock, add, isLetIn } = startAuthenticator();
    await add();
    for (const text of [TEXT, TEXT, CONFIGURED]) await isLetIn(text);
    expect(store.lookUps).toBe(1);
    clock.pass(5 * SECOND_MS);
    expect([await isLetIn(TEXT), store.lookUps]).toEqual([true, 2]);
  });

  it('stops a revoked token once it may not be remembered any more', async () => {
    const { store, clock, add, isLetIn } = startAuthenticator();
    await add();
    expect(await isLetIn(TEXT)).toBe(true);
    await store.revoke('a', clock.now());
    clock.pass(5 * SECOND_MS);
    expect(await isLetIn(TEXT)).toBe(false);
  });

  it('stops a token the moment that it expires, remembered or not', async () => {
    const { clock, add, isLetIn } = startAuthenticator();
    await add({ expiresAt: new Date(clock.now().getTime() + 2 * SECOND_MS) });
    clock.pass(2 * SECOND_MS - 1);
    expect(await isLetIn(TEXT)).toBe(true);
    clock.pass(1);
    expect(await isLetIn(TEXT)).toBe(false);
  });

  it('writes down the last use once a minute', async () => {
    const { store, clock, add, isLetIn } = startAuthenticator();
    await add();
    const start = clock.now();
    const lastUse = async (): Promise<Date | null | undefined> => (await store.find('a'))?.lastUsedAt;
    await isLetIn(TEXT);
    expect(await lastUse()).toEqual(start);
    clock.pass(59 * SECOND_MS);
    await isLetIn(TEXT);
    expect(await lastUse()).toEqual(start);
    clock.pass(SECOND_MS);
    await isLetIn(TEXT);
    expect(await lastUse()).toEqual(clock.now());
  });

  it('lets whom it knows in while MongoDB is away, and tells all others that it is', async () => {
    const { store, add, authenticator, isLetIn } = startAuthenticator();
    await add();
    await isLetIn(TEXT);
    store.failure = new AppError('mongodb_unavailable', 'It is away.');
    expect([await isLetIn(TEXT), await isLetIn(CONFIGURED)]).toEqual([true, true]);
    await expect(authenticator.authenticate({ 'private-token': 'pbt_another' })).rejects.toMatchObject({
      code: 'mongodb_unavailable',
    });
  });
});
