import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestApp } from '../testing/test-app.ts';
import type { TestApp } from '../testing/test-app.ts';

const PAGE =
  '<!doctype html><html><head><base href="./"><script type="module" src="./assets/main-1a2b.js"></script></head></html>';

describe('the console', () => {
  let folder: string;
  let service: TestApp;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'console-'));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), PAGE);
    await writeFile(join(folder, 'favicon.svg'), '<svg/>');
    await writeFile(join(folder, 'assets/main-1a2b.js'), 'plain');
    await writeFile(join(folder, 'assets/main-1a2b.js.br'), 'brotli');
    service = await startTestApp({
      ...{ CONSOLE_FOLDER: folder, PUBLIC_URL: 'https://tools.example/patch"bay/' },
      ...{ OIDC_ISSUER: 'https://login.example/realm', OIDC_AUDIENCE: 'patchbay' },
      OIDC_CONSOLE_CLIENT_ID: 'patchbay-console',
    });
  });
  afterAll(async () => {
    await service.app.close();
    await rm(folder, { recursive: true });
  });

  const get = (url: string, headers: Record<string, string> = {}) => service.app.inject({ url, headers });

  it('is one page for every address below it, asked for anew each time', async () => {
    for (const url of ['/console/', '/console/projects/7/integrations/slack', '/console/groups/a.b']) {
      const { statusCode, headers, body } = await get(url);
      expect([url, statusCode, headers['cache-control']]).toEqual([url, 200, 'no-cache']);
      expect(headers).not.toHaveProperty('etag');
      expect(body).toContain('src="./assets/main-1a2b.js"');
    }
  });

  it('finds its parts behind a proxy that takes a path away', async () => {
    const { body } = await get('/console/groups/a');
    expect(body.match(/<base[^>]*>/g)).toEqual(['<base href="/patch%22bay/console/">']);
    expect((await get('/')).headers['location']).toBe('/patch%22bay/console/');
  });

  it('lets a browser run and load what is served here alone, and styles with the answer’s nonce', async () => {
    const [first, second] = [await get('/console/'), await get('/console/')];
    const policy = String(first.headers['content-security-policy']);
    const [, nonce = ''] = /'nonce-([\w-]{22})'/.exec(policy) ?? [];
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      `style-src 'self' 'nonce-${nonce}'`,
      "img-src 'self' data:",
      "font-src 'self'",
      "manifest-src 'self'",
      "connect-src 'self' https://login.example",
      "base-uri 'self'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]);
    expect(first.body).toContain(`<meta property="csp-nonce" nonce="${nonce}">`);
    expect(second.body).not.toContain(nonce);
    expect(first.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    });
  });

  it('has assets kept for ever, and sends them as compressed as they were built', async () => {
    const small = await get('/console/assets/main-1a2b.js', { 'accept-encoding': 'gzip, br' });
    expect(small.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-encoding': 'br',
      'content-type': expect.stringContaining('javascript') as unknown,
    });
    expect(small.body).toBe('brotli');
    expect((await get('/console/assets/main-1a2b.js')).body).toBe('plain');
  });

  it('has other files asked for anew', async () => {
    const { headers, body } = await get('/console/favicon.svg');
    expect([headers['cache-control'], body]).toEqual(['no-cache', '<svg/>']);
  });

  it.each(['assets/none.js', 'assets/../../package.json', 'assets/%2e%2e/%2e%2e/package.json'])(
    'does not give the page, or anything else, for %s',
    async (path) => {
      const { statusCode, body, headers } = await get(`/console/${path}`);
      expect([403, 404]).toContain(statusCode);
      expect(headers['cache-control']).not.toContain('immutable');
      expect(body).not.toContain('"name"');
      expect(body).not.toContain('<html');
    },
  );

  it('tells where to sign in before anybody has', async () => {
    expect((await get('/console/config.json')).json()).toEqual({
      version: expect.stringMatching(/^\d+\.\d+\.\d+/) as unknown,
      oidc: {
        ...{ issuer: 'https://login.example/realm', client_id: 'patchbay-console' },
        scopes: ['openid', 'profile'],
      },
      languages: ['en', 'de'],
    });
  });
});

it('says how to build the console where it is not built', async () => {
  const service = await startTestApp({ CONSOLE_FOLDER: join(tmpdir(), 'no-console-here') });
  const { statusCode, body } = await service.app.inject({ url: '/console/' });
  expect([statusCode, body]).toEqual([404, expect.stringContaining('npm run build')]);
  const description = await service.app.inject({ url: '/console/config.json' });
  expect(description.json()).toMatchObject({ oidc: null });
  await service.app.close();
});

it('is not there where the operator wants none', async () => {
  const service = await startTestApp({ CONSOLE: 'false' });
  for (const url of ['/', '/console/', '/console/config.json']) {
    expect((await service.app.inject({ url })).statusCode).toBe(404);
  }
  await service.app.close();
});
