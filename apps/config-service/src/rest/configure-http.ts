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
  observeRequests(app);
  serveApiDocument(app);
}
