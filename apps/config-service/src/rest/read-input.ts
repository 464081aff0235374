import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { toAppError } from '@patchbay/integration-contracts';
import type { ConfigServiceConfig } from '../config.ts';
import { assertHarmless, assertReadableUrl, formFieldsOf, jsonOf, textOf } from './safe-input.ts';

type Limits = Pick<ConfigServiceConfig, 'REQUEST_BODY_LIMIT' | 'REQUEST_FIELD_LIMIT'>;

/** Reads JSON and forms, and refuses before anything else looks at it what can't be read or could only do harm. */
export function readInput(app: NestFastifyApplication, limits: Limits): void {
  const server = app.getHttpAdapter().getInstance();
  // Fastify reads plain text on its own; nothing here is to be sent as that.
  server.removeContentTypeParser('text/plain');
  server.addHook('onRequest', (request, _reply, done) => {
    assertReadableUrl(request.url);
    done();
  });
  const parsers = { 'application/json': jsonOf, 'application/x-www-form-urlencoded': formFieldsOf };
  for (const [type, parse] of Object.entries(parsers)) {
    app.useBodyParser(type, { bodyLimit: limits.REQUEST_BODY_LIMIT }, (_request, bytes, done) => {
      try {
        const body = parse(textOf(bytes));
        assertHarmless(body, limits.REQUEST_FIELD_LIMIT);
        done(null, body);
      } catch (error) {
        done(toAppError(error), undefined);
      }
    });
  }
}
