import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { serveApiDocument } from '../catalogue/serve-api-document.ts';
import type { ConfigServiceConfig } from '../config.ts';
import { observeRequests } from './observe-requests.ts';

/** What must be in place before Nest registers its routes. */
export function configureHttp(
  app: NestFastifyApplication,
  config: Pick<ConfigServiceConfig, 'REQUEST_BODY_LIMIT'>,
): void {
  const server = app.getHttpAdapter().getInstance();
  server.addHook('onRoute', (route) => {
    route.bodyLimit = config.REQUEST_BODY_LIMIT;
  });
  // Fastify reads plain text on its own; nothing here is to be sent as that.
  server.removeContentTypeParser('text/plain');
  // GitLab's clients say "application/json" with every request, those without a body included; there is nothing to parse then.
  server.addHook('onRequest', (request, _reply, done) => {
    const { 'content-length': length = '0', 'transfer-encoding': encoding } = request.headers;
    if (length === '0' && encoding === undefined) delete request.headers['content-type'];
    done();
  });
  observeRequests(app);
  serveApiDocument(app);
}
