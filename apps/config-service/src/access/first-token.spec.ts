import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError, NamespaceMap } from '@patchbay/integration-contracts';
import { createLogger } from '@patchbay/service-kit/logging';
import { Paths } from '../paths/paths.ts';
import { InMemoryPlaceStore } from '../testing/in-memory-place.store.ts';
import { InMemoryTokenStore } from '../testing/in-memory-token.store.ts';
import { SettableClock } from '../testing/settable-clock.ts';
import type { AccessToken } from './access-token.ts';
import { FirstToken } from './first-token.ts';
import { IdentityCache } from './identity-cache.ts';
import { ScopeAccess } from './scope-access.ts';
import { TokenRegistry } from './token-registry.ts';
import { hashOf } from './token-text.ts';
import { TokensService } from './tokens.service.ts';

describe('the first token', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'first-token-'));
    file = join(folder, 'token');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const start = (
    store: InMemoryTokenStore,
    path = file,
    { issuer = '', tokens: configured = [] as readonly AccessToken[] } = {},
  ): FirstToken => {
    const clock = new SettableClock();
    const scopes = new ScopeAccess(new Paths(new InMemoryPlaceStore(), new NamespaceMap()));
    const config = { TOKEN_MAX_LIFETIME: 1000, TOKEN_CACHE: 0, FIRST_TOKEN_FILE: path, OIDC_ISSUER: issuer };
    const cache = new IdentityCache(config, clock);
    const tokens = new TokensService(store, scopes, cache, clock, config);
    const registry = new TokenRegistry({ API_TOKENS: configured });
    return new FirstToken(
      tokens,
      registry,
      config,
      createLogger('test', 'fatal'),
      new AbortController().signal,
    );
  };
  const written = async (): Promise<string> => (await readFile(file, 'utf8')).trimEnd();
  const isThere = (): Promise<boolean> =>
    stat(file).then(
      () => true,
      () => false,
    );

  it('is written to a file of the owner’s, and administers the instance', async () => {
    const store = new InMemoryTokenStore();
    await start(store).ensure();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await store.findByHash(hashOf(await written()))).toMatchObject({
      role: 'admin',
      scope: 'instance',
    });
  });

  it('is made once, however often and by however many processes it is tried', async () => {
    const store = new InMemoryTokenStore();
    const [first, second] = [start(store), start(store, join(folder, 'second'))];
    await Promise.all([first.ensure(), second.ensure()]);
    await start(store).ensure();
    expect(await store.list({ within: 'instance', limit: 9 })).toHaveLength(1);
    // Only the file whose token works is left.
    const texts = await Promise.all(
      [file, join(folder, 'second')].map((one) => readFile(one, 'utf8').catch(() => '')),
    );
    const [text = '', ...others] = texts.filter((one) => one !== '');
    expect([others, await store.findByHash(hashOf(text.trimEnd()))]).toEqual([[], expect.anything()]);
  });

  it('is not made over a file that is there, nor without a name for one', async () => {
    const store = new InMemoryTokenStore();
    await writeFile(file, 'precious');
    await start(store).ensure();
    await start(store, '').ensure();
    expect(await written()).toBe('precious');
    expect(await store.hasInstanceAdmin(new Date(0))).toBe(false);
  });

  it('is not made where somebody gets in without it', async () => {
    const store = new InMemoryTokenStore();
    const ops = { name: 'ops', token: 'a-token-of-the-environment', scope: 'instance' } as const;
    await start(store, file, { issuer: 'https://login.example' }).ensure();
    await start(store, file, { tokens: [{ ...ops, role: 'admin' }] }).ensure();
    expect(await isThere()).toBe(false);
    await start(store, file, { tokens: [{ ...ops, role: 'maintainer' }] }).ensure();
    expect(await isThere()).toBe(true);
  });

  it('is made with the text in the file when MongoDB is away at first', async () => {
    const store = new InMemoryTokenStore();
    const first = start(store);
    store.failure = new AppError('mongodb_unavailable', 'It is away.');
    await expect(first.ensure()).rejects.toMatchObject({ code: 'mongodb_unavailable' });
    expect(await isThere()).toBe(false);
    store.failure = undefined;
    await first.ensure();
    expect(await store.findByHash(hashOf(await written()))).toBeDefined();
  });
});
