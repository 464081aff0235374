import { LRUCache } from 'lru-cache';
import type { RequestSpec, RetryState, Trigger } from '@patchbay/integration-contracts';
import { TRIGGER_INFO } from '@patchbay/integration-contracts';
import type { OutgoingRequest } from './exchange.ts';
import { signatureHeaders } from './sign-request.ts';

/** What identifies a request to its receiver. */
export interface RequestIdentity {
  /** The same whenever this request of the delivery is made again. */
  readonly idempotencyKey: string;
  readonly eventId: string;
  readonly trigger: Trigger;
  /** Fresh for each request. */
  readonly requestId: string;
  /** GitLab's recursion guard, handed on where the event came with one. */
  readonly eventUuid: string | undefined;
  /** Base URL of the GitLab that the event came from. */
  readonly instanceUrl: string | undefined;
  /** When the request is made; signatures say so. */
  readonly at: number;
  /** The attempts before this one; absent at the first. */
  readonly retry?: Pick<RetryState, 'attempts' | 'firstAttemptAt'> | undefined;
}

/** An address taken apart: without its user-info, which goes into a header. */
interface Address {
  readonly url: URL;
  readonly origin: string;
  readonly userInfo: RequestSpec['basicAuth'];
}

const USER_AGENT = 'Patchbay/0.1';
/** Most deliveries go where others went before, and parsing a URL costs as much as the rest of a request's headers. */
const addresses = new LRUCache<string, Address>({ max: 10_000 });

/**
 * Completes a definition's request with the headers that the worker owns; they win over the definition's own.
 * @throws TypeError when the URL can't be parsed or is not http(s)
 */
export function outgoingRequest(spec: RequestSpec, identity: RequestIdentity): OutgoingRequest {
  const { url, origin, userInfo } = addressOf(spec.url);
  const headers: Record<string, string> = { 'user-agent': USER_AGENT };
  for (const name of Object.keys(spec.headers)) headers[name.toLowerCase()] = spec.headers[name] ?? '';
  const basicAuth = spec.basicAuth ?? userInfo;
  if (basicAuth !== undefined) {
    const { username, password } = basicAuth;
    headers['authorization'] = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  }
  addIdentity(headers, identity);
  if (spec.isWebHook === true) addWebHookHeaders(headers, identity);
  const { method, body, verifyTls = true, signing, shownUrl, secretHeaders, oauth, clientCertificate } = spec;
  if (signing !== undefined) {
    const moment = { id: identity.idempotencyKey, at: new Date(identity.at) };
    Object.assign(headers, signatureHeaders({ method, url, headers, body }, signing, moment));
  }
  return {
    method,
    url,
    origin,
    headers,
    body,
    verifyTls,
    shownUrl,
    secretHeaders: secretHeaders && new Set(secretHeaders),
    oauth,
    clientCertificate,
  };
}

function addIdentity(headers: Record<string, string>, { idempotencyKey, retry, at }: RequestIdentity): void {
  headers['idempotency-key'] = idempotencyKey;
  headers['x-patchbay-attempt'] = retry === undefined ? '1' : String(retry.attempts + 1);
  headers['x-patchbay-first-attempt'] = isoSecond(retry?.firstAttemptAt ?? at);
}

let isoOfSecond: readonly [second: number, text: string] = [Number.NaN, ''];

/** `2026-01-02T03:04:05Z`; most first attempts are made in the same second as the one before. */
function isoSecond(epochMs: number): string {
  const second = Math.floor(epochMs / 1000);
  if (isoOfSecond[0] !== second)
    isoOfSecond = [second, `${new Date(second * 1000).toISOString().slice(0, 19)}Z`];
  return isoOfSecond[1];
}

function addressOf(text: string): Address {
  const known = addresses.get(text);
  if (known !== undefined) return known;
  const url = URL.parse(text);
  // The URL itself may be a secret, or have one in it.
  if (url === null) throw new TypeError('the address to call is no complete URL; check the settings');
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new TypeError('only http and https addresses can be called');
  const userInfo = userInfoOf(url);
  // Left in, they would be in the log and not on the wire.
  url.username = '';
  url.password = '';
  const address = { url, origin: url.origin, userInfo };
  addresses.set(text, address);
  return address;
}

function userInfoOf({ username, password }: URL): RequestSpec['basicAuth'] {
  if (username === '' && password === '') return undefined;
  return { username: decoded(username), password: decoded(password) };
}

/** A stray `%` is meant literally. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Source: delivery-relevant headers of GitLab's web hooks. */
function addWebHookHeaders(headers: Record<string, string>, identity: RequestIdentity): void {
  headers['x-gitlab-event'] = TRIGGER_INFO[identity.trigger].hookHeader;
  headers['x-gitlab-webhook-uuid'] = identity.requestId;
  headers['x-gitlab-event-uuid'] = identity.eventUuid ?? identity.eventId;
  if (identity.instanceUrl !== undefined) headers['x-gitlab-instance'] = identity.instanceUrl;
}
