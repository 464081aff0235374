import type { OAuthClient } from '@patchbay/integration-contracts';
import type { Exchange, OutgoingRequest } from '@patchbay/service-kit/outbound';

/** A bearer token, and the moment (epoch ms) up to which it is used. */
export interface AccessToken {
  readonly value: string;
  readonly usableUntil: number;
}

/** What a token is taken to last where its server does not say. */
const DEFAULT_LIFETIME_S = 300;
/** A token is given up so long before it expires, or at half of its time if that is shorter. */
const MARGIN_MS = 60_000;
/** RFC 6750 §2.1: what can stand behind `Bearer`. */
const BEARER_TOKEN = /^[\w.~+/-]+=*$/;
/** RFC 6749 §5.2: codes such as `invalid_client`. Nothing else of a refusal is repeated: it may quote the secret. */
const ERROR_CODE = /^[a-z_]{1,40}$/;

/** RFC 6749 §4.4.2, with the client in the header, which every server must take (§2.3.1). */
export function tokenRequest(
  { tokenUrl, clientId, clientSecret, scope, audience }: OAuthClient,
  verifyTls: boolean,
): OutgoingRequest {
  const url = new URL(tokenUrl);
  const form = new URLSearchParams({ grant_type: 'client_credentials' });
  if (scope !== undefined) form.set('scope', scope);
  if (audience !== undefined) form.set('audience', audience);
  const credentials = Buffer.from(`${formEncoded(clientId)}:${formEncoded(clientSecret)}`);
  const headers = {
    accept: 'application/json',
    authorization: `Basic ${credentials.toString('base64')}`,
    'content-type': 'application/x-www-form-urlencoded',
  };
  return { method: 'POST', url, origin: url.origin, headers, body: form.toString(), verifyTls };
}

function formEncoded(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1);
}

/** @returns the token of an answer, or why there is none, with no secret in it */
export function accessTokenOf({ answer, failure, startedAt }: Exchange): AccessToken | string {
  if (answer === undefined) return `the token endpoint: ${failure?.message ?? 'no answer'}`;
  const { access_token: value, token_type: type, expires_in: lifetime, error } = membersOf(answer.body);
  if (answer.status !== 200) {
    const code = typeof error === 'string' && ERROR_CODE.test(error) ? ` (${error})` : '';
    return `the token endpoint answered ${answer.status}${code}`;
  }
  if (typeof value !== 'string' || !BEARER_TOKEN.test(value))
    return 'the answer of the token endpoint has no usable access_token';
  if (typeof type === 'string' && type.toLowerCase() !== 'bearer')
    return 'the token endpoint gives out tokens that are no bearer tokens';
  const seconds = Number(lifetime);
  const lifetimeMs = (Number.isFinite(seconds) && seconds > 0 ? seconds : DEFAULT_LIFETIME_S) * 1000;
  return { value, usableUntil: startedAt + lifetimeMs - Math.min(MARGIN_MS, lifetimeMs / 2) };
}

function membersOf(body: Buffer): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(body.toString());
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}
