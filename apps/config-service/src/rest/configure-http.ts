import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { limitRequests } from '../access/limit-requests.ts';
import { serveApiDocument } from '../catalogue/serve-api-document.ts';
import type { ConfigServiceConfig } from '../config.ts';
import { serveConsole } from '../console/serve-console.ts';
import { serveGraphqlIde } from '../graphql/serve-graphql-ide.ts';
import { observeRequests } from './observe-requests.ts';
import { readInput } from './read-input.ts';
import { setSecurityHeaders } from './security-headers.ts';

/** What must be in place before Nest registers its routes. */
export async function configureHttp(app: NestFastifyApplication, config: ConfigServiceConfig): Promise<void> {
  const server = app.getHttpAdapter().getInstance();
  server.addHook('onRoute', (route) => {
    route.bodyLimit = config.REQUEST_BODY_LIMIT;
  });
  // GitLab's clients say "application/json" with every request, those without a body included; there is nothing to parse then.
  server.addHook('onRequest', (request, _reply, done) => {
    const { 'content-length': length = '0', 'transfer-encoding': encoding } = request.headers;
    if (length === '0' && encoding === undefined) delete request.headers['content-type'];
    done();
  });
  observeRequests(app);
  setSecurityHeaders(app, config);
  readInput(app, config);
  // Before requests are counted: a page is many of them, and none asks anything of MongoDB or Kafka.
  await serveConsole(app, config);
  await limitRequests(app, config);
  serveApiDocument(app);
  serveGraphqlIde(app, config);
}
