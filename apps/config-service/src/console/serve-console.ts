import { randomBytes } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import fastifyStatic from '@fastify/static';
import { LOCALES } from '@patchbay/integration-catalogue';
import type { ConfigServiceConfig } from '../config.ts';
import { consoleBase, consolePage, consolePolicy } from './console-page.ts';
import { readVersion } from './read-version.ts';

type ConsoleConfig = Pick<
  ConfigServiceConfig,
  'CONSOLE' | 'CONSOLE_FOLDER' | 'PUBLIC_URL' | 'OIDC_ISSUER' | 'OIDC_CONSOLE_CLIENT_ID'
>;

/** From the source and from the build it is as far to the other apps. */
const BESIDE = resolve(import.meta.dirname, '../../../console/dist');
const ASSETS = 'assets/';
const FILE = /^[\w-]+(?:\.[\w-]+)+$/;
/** What the build puts into `assets/` has the hash of its content in its name. */
const FOR_EVER = { cacheControl: true, maxAge: '365d', immutable: true };
const ASKED_AGAIN = 'no-cache';
const MISSING =
  'The console is not built. Run `npm run build`, or say with CONSOLE_FOLDER where its build is.\n';

/** Serves the console and what it must know before anybody has signed in. All of it is open to everybody: nothing in it is secret. */
export async function serveConsole(app: NestFastifyApplication, config: ConsoleConfig): Promise<void> {
  if (!config.CONSOLE) return;
  const folder = config.CONSOLE_FOLDER === '' ? BESIDE : resolve(config.CONSOLE_FOLDER);
  const base = consoleBase(config.PUBLIC_URL);
  const description = await describeConsole(config);
  const server = app.getHttpAdapter().getInstance();
  await server.register(fastifyStatic, {
    ...{ root: folder, serve: false, preCompressed: true, cacheControl: false },
    // Whether it is built shows with the first page.
    suppressWarning: true,
  });
  server.get('/', (_request, reply) => reply.redirect(base));
  server.get('/console', (_request, reply) => reply.redirect(base));
  server.get('/console/config.json', (_request, reply) =>
    reply.header('cache-control', ASKED_AGAIN).send(description),
  );
  server.get<{ Params: { '*': string } }>('/console/*', async (request, reply) => {
    const path = request.params['*'];
    if (path.startsWith(ASSETS)) return reply.sendFile(path, FOR_EVER);
    if (await isFile(folder, path)) return reply.header('cache-control', ASKED_AGAIN).sendFile(path);
    const html = await pageIn(folder);
    if (html === undefined) return reply.status(404).type('text/plain; charset=utf-8').send(MISSING);
    // Another nonce each time, so there is nothing to compare a kept page with.
    const nonce = randomBytes(16).toString('base64url');
    return reply
      .headers({
        'cache-control': ASKED_AGAIN,
        'content-security-policy': consolePolicy(nonce, config.OIDC_ISSUER),
      })
      .type('text/html; charset=utf-8')
      .send(consolePage(html, { base, nonce }));
  });
}

async function describeConsole({ OIDC_ISSUER: issuer, OIDC_CONSOLE_CLIENT_ID: clientId }: ConsoleConfig) {
  const hasOidc = issuer !== '' && clientId !== '';
  return {
    version: await readVersion(),
    oidc: hasOidc ? { issuer, client_id: clientId, scopes: ['openid', 'profile'] } : null,
    languages: LOCALES,
  };
}

/** Besides the page only files at the top are served: anything deeper is an address within the console. */
async function isFile(folder: string, path: string): Promise<boolean> {
  if (!FILE.test(path) || path === 'index.html') return false;
  return (await unlessAbsent(stat(join(folder, path))))?.isFile() ?? false;
}

/** Read each time, so that a new build shows without a restart. */
function pageIn(folder: string): Promise<string | undefined> {
  return unlessAbsent(readFile(join(folder, 'index.html'), 'utf8'));
}

async function unlessAbsent<Value>(reading: Promise<Value>): Promise<Value | undefined> {
  try {
    return await reading;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
