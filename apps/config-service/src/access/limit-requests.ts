import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import { AppError } from '@patchbay/integration-contracts';
import type { ConfigServiceConfig } from '../config.ts';
import { IdentityCache } from './identity-cache.ts';
import { hashOf, tokenIn } from './token-text.ts';
import type { RequestHeaders } from './token-text.ts';

/**
 * Refuses more requests than a token, or an address without one, may make; each replica counts for itself. Routes that exist
 * already, probes and metrics, are not counted.
 */
export async function limitRequests(
  app: NestFastifyApplication,
  { RATE_LIMIT, RATE_LIMIT_WINDOW }: Pick<ConfigServiceConfig, 'RATE_LIMIT' | 'RATE_LIMIT_WINDOW'>,
): Promise<void> {
  if (RATE_LIMIT === 0) return;
  const identities = app.get(IdentityCache);
  await app
    .getHttpAdapter()
    .getInstance()
    .register(rateLimit, {
      max: RATE_LIMIT,
      timeWindow: RATE_LIMIT_WINDOW,
      enableDraftSpec: true,
      keyGenerator: ({ headers, ip }) => counterOf(headers, ip, identities),
      errorResponseBuilder: (_request, { max, after }) =>
        new AppError('rate_limited', `At most ${max} are accepted at a time; go on in ${after}.`),
    });
}

/**
 * A token has a counter of its own once it was found to be good. Until then the address counts, or whoever makes up a new token
 * for each request could make any number of them.
 */
function counterOf(headers: RequestHeaders, ip: string, identities: IdentityCache): string {
  const text = tokenIn(headers);
  const hash = text === undefined ? undefined : hashOf(text);
  return hash !== undefined && identities.isKnown(hash) ? hash : normalizeIP(ip);
}
