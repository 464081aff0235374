import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ConfigServiceConfig } from '../config.ts';

const ONE_YEAR_S = 365 * 86_400;

const COMMON = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};
/** Answers are data; should a browser take one for a page, nothing in it may load, run or be framed. */
export const DATA_HEADERS = {
  ...COMMON,
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
};
/** The reference is a page; it writes styles into its elements. */
const OF_PAGES = {
  ...COMMON,
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
};
const isPage = (path: string): boolean => path === '/api/docs' || path.startsWith('/api/docs/');

/** Tells browsers to do as little as possible with what they are sent, and everybody to keep none of it. */
export function setSecurityHeaders(
  app: NestFastifyApplication,
  { HSTS }: Pick<ConfigServiceConfig, 'HSTS'>,
): void {
  const transport = HSTS ? { 'strict-transport-security': `max-age=${ONE_YEAR_S}` } : {};
  const [data, pages] = [
    { ...DATA_HEADERS, ...transport },
    { ...OF_PAGES, ...transport },
  ];
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', ({ url }, reply, done) => {
      reply.headers(isPage(url.split('?', 1)[0] ?? '') ? pages : data);
      done();
    });
}
