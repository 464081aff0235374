import type { HttpOptions } from '@patchbay/service-kit/service';
import type { ConfigServiceConfig } from '../config.ts';
import { DATA_HEADERS } from './security-headers.ts';

const UNREADABLE = JSON.stringify({
  error: 'The path can’t be read: it is not UTF-8 in percent encoding, or a part of it is too long.',
});

/**
 * Whose word counts about where a request comes from, and what is answered to a path that the router itself can't read: it
 * gets no further than there, so it has neither a request id nor hooks.
 */
export function httpOptions({
  TRUSTED_PROXIES: proxies,
}: Pick<ConfigServiceConfig, 'TRUSTED_PROXIES'>): HttpOptions {
  return {
    ...(proxies.length > 0 && { trustProxy: [...proxies] }),
    frameworkErrors: (_error, _request, reply) => {
      reply.hijack();
      reply.raw.writeHead(400, { ...DATA_HEADERS, 'content-type': 'application/json; charset=utf-8' });
      reply.raw.end(UNREADABLE);
    },
  };
}
