import { LRUCache } from 'lru-cache';
import type { OAuthClient } from '@patchbay/integration-contracts';
import type { Exchange, OutgoingRequest } from '@patchbay/service-kit/outbound';
import { accessTokenOf, tokenRequest } from './oauth-token.ts';
import type { AccessToken } from './oauth-token.ts';

type Send = (request: OutgoingRequest) => Promise<Exchange>;

/** A token, or the exchange that stands for the request that could not be made without it. */
type Fetched = AccessToken | { readonly failed: Exchange };

const MAX_TOKENS = 10_000;
const UNAUTHORISED = 401;

/**
 * Sends requests with tokens of their OAuth client. Tokens are kept until shortly before they expire; whoever asks while one is
 * fetched gets the same. They are added to a copy of the request, so that the log never sees them.
 */
export class OAuthSender {
  readonly #send: Send;
  readonly #now: () => number;
  readonly #tokens = new LRUCache<string, AccessToken>({ max: MAX_TOKENS });
  readonly #fetching = new Map<string, Promise<Fetched>>();

  constructor(send: Send, now: () => number) {
    this.#send = send;
    this.#now = now;
  }

  /** A 401 may mean that the token was revoked: once, a fresh one is tried. */
  async send(request: OutgoingRequest, client: OAuthClient): Promise<Exchange> {
    const key = JSON.stringify([client, request.verifyTls]);
    const token = await this.#tokenFor(key, request, client);
    if ('failed' in token) return token.failed;
    const exchange = await this.#send(authorised(request, token));
    if (exchange.answer?.status !== UNAUTHORISED) return exchange;
    // Another request may have replaced it already.
    if (this.#tokens.get(key) === token) this.#tokens.delete(key);
    const fresh = await this.#tokenFor(key, request, client);
    return 'failed' in fresh ? fresh.failed : this.#send(authorised(request, fresh));
  }

  #tokenFor(
    key: string,
    { verifyTls }: OutgoingRequest,
    client: OAuthClient,
  ): AccessToken | Promise<Fetched> {
    const kept = this.#tokens.get(key);
    if (kept !== undefined && kept.usableUntil > this.#now()) return kept;
    const underWay = this.#fetching.get(key);
    if (underWay !== undefined) return underWay;
    const fetching = this.#fetch(key, tokenRequest(client, verifyTls));
    this.#fetching.set(key, fetching);
    return fetching;
  }

  async #fetch(key: string, request: OutgoingRequest): Promise<Fetched> {
    const exchange = await this.#send(request);
    this.#fetching.delete(key);
    const token = accessTokenOf(exchange);
    if (typeof token === 'string') return { failed: withoutToken(exchange, token) };
    this.#tokens.set(key, token);
    return token;
  }
}

function authorised(request: OutgoingRequest, { value }: AccessToken): OutgoingRequest {
  return { ...request, headers: { ...request.headers, authorization: `Bearer ${value}` } };
}

/** An address that must not be called is for good; everything else may be better later. */
function withoutToken({ startedAt, durationMs, failure }: Exchange, message: string): Exchange {
  const code = failure?.code === 'egress_refused' ? failure.code : 'oauth_failed';
  return { startedAt, durationMs, answer: undefined, failure: { code, message } };
}
