import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { renderGraphiQL } from 'graphql-yoga';
import type { ConfigServiceConfig } from '../config.ts';
import { GRAPHQL_PATH } from './graphql.server.ts';

/** Everything that the page loads from elsewhere is from there. */
const SCRIPTS = 'https://unpkg.com';
const POLICY = [
  "default-src 'none'",
  `script-src 'unsafe-inline' blob: ${SCRIPTS}`,
  `style-src 'unsafe-inline' ${SCRIPTS}`,
  `font-src data: ${SCRIPTS}`,
  'worker-src blob:',
  `connect-src 'self' ${SCRIPTS}`,
  'img-src data:',
  "frame-ancestors 'none'",
].join('; ');

/**
 * Serves a page to try queries out, where the operator wants one. It is open to everybody, as a browser sends no token
 * for a page; each query needs one, entered there among the headers.
 */
export function serveGraphqlIde(
  app: NestFastifyApplication,
  { GRAPHQL_IDE: isWanted }: Pick<ConfigServiceConfig, 'GRAPHQL_IDE'>,
): void {
  if (!isWanted) return;
  const html = renderGraphiQL({ title: 'Patchbay GraphQL', endpoint: GRAPHQL_PATH });
  app
    .getHttpAdapter()
    .getInstance()
    .get(`${GRAPHQL_PATH}/ide`, (_request, reply) =>
      reply.type('text/html; charset=utf-8').header('content-security-policy', POLICY).send(html),
    );
}
