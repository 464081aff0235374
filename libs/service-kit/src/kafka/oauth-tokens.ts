import { request as requestPlain } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as requestSecure } from 'node:https';
import { text } from 'node:stream/consumers';
import type { OauthbearerProviderResponse } from 'kafkajs';
import { z } from 'zod';

export interface OAuthClientCredentials {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Empty for none. */
  readonly scope: string;
}

const TIMEOUT_MS = 5000;
/** A token is replaced so long before its end that a broker with another clock still takes it. */
const MARGIN_MS = 30_000;
const DEFAULT_LIFETIME_SECONDS = 300;

const Answer = z.object({ access_token: z.string().min(1), expires_in: z.number().positive().optional() });

/**
 * Tokens of RFC 6749 §4.4 for OAUTHBEARER, kept until shortly before they expire. Every connection to a broker asks for one.
 */
export class OAuthTokens {
  readonly #client: OAuthClientCredentials;
  readonly #now: () => number;
  #token: { readonly value: string; readonly usableUntil: number } | undefined;
  #fetching: Promise<string> | undefined;

  constructor(client: OAuthClientCredentials, now: () => number) {
    this.#client = client;
    this.#now = now;
  }

  /** @throws Error saying what the endpoint answered, without what it was asked with */
  async provide(): Promise<OauthbearerProviderResponse> {
    const kept = this.#token;
    if (kept !== undefined && kept.usableUntil > this.#now()) return { value: kept.value };
    this.#fetching ??= this.#fetch().finally(() => {
      this.#fetching = undefined;
    });
    return { value: await this.#fetching };
  }

  async #fetch(): Promise<string> {
    const { access_token: value, expires_in: seconds = DEFAULT_LIFETIME_SECONDS } = await requestToken(
      this.#client,
    );
    // Of a token that lives shorter than the margin, half its life is used.
    const usableMs = Math.max(seconds * 1000 - MARGIN_MS, seconds * 500);
    this.#token = { value, usableUntil: this.#now() + usableMs };
    return value;
  }
}

async function requestToken(client: OAuthClientCredentials): Promise<z.infer<typeof Answer>> {
  let answer: IncomingMessage;
  try {
    answer = await post(client);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`KAFKA_OAUTH_TOKEN_URL can’t be reached (${reason})`, { cause: error });
  }
  const body = await text(answer);
  const { statusCode = 0 } = answer;
  if (statusCode !== 200)
    throw new Error(
      `KAFKA_OAUTH_TOKEN_URL answered ${statusCode}: are KAFKA_OAUTH_CLIENT_ID, its secret and KAFKA_OAUTH_SCOPE right?`,
    );
  const parsed = Answer.safeParse(jsonOf(body));
  if (!parsed.success)
    throw new Error('KAFKA_OAUTH_TOKEN_URL answered without an access_token: is it right?');
  return parsed.data;
}

function post({ tokenUrl, clientId, clientSecret, scope }: OAuthClientCredentials): Promise<IncomingMessage> {
  const form = new URLSearchParams({ grant_type: 'client_credentials', ...(scope !== '' && { scope }) });
  const credentials = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`;
  const headers = {
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
    authorization: `Basic ${Buffer.from(credentials).toString('base64')}`,
  };
  const request = tokenUrl.startsWith('https:') ? requestSecure : requestPlain;
  return new Promise((resolve, reject) => {
    request(tokenUrl, { method: 'POST', headers, signal: AbortSignal.timeout(TIMEOUT_MS) }, resolve)
      .on('error', reject)
      .end(form.toString());
  });
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
