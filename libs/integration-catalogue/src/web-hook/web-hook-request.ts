import { post, rawJson } from '@patchbay/integration-contracts';
import type { IntegrationEvent, RequestSpec } from '@patchbay/integration-contracts';

type WebHookExtras = Omit<RequestSpec, 'method' | 'url' | 'headers' | 'body' | 'isWebHook'> & {
  readonly headers?: Readonly<Record<string, string>>;
};

/**
 * Posts the event's untouched bytes as GitLab's web hooks do; the worker adds `X-Gitlab-Event` and its like.
 * User and password in the URL become basic authentication and are cut out of it, so that no log shows them;
 * `basicAuth` among the extras comes before them.
 */
export function webHookRequest(
  url: string,
  event: Pick<IntegrationEvent, 'body'>,
  extras: WebHookExtras = {},
): RequestSpec {
  const { address, basicAuth } = withoutUserInfo(url);
  return post(address, rawJson(event.body), { isWebHook: true, ...(basicAuth && { basicAuth }), ...extras });
}

/** An address without the user and password in it, and what they are as basic authentication. */
export function withoutUserInfo(url: string): Pick<RequestSpec, 'basicAuth'> & { readonly address: string } {
  if (!url.includes('@')) return { address: url };
  const parsed = URL.parse(url);
  if (parsed === null || (parsed.username === '' && parsed.password === '')) return { address: url };
  const basicAuth = { username: decoded(parsed.username), password: decoded(parsed.password) };
  parsed.username = '';
  parsed.password = '';
  return { address: parsed.href, basicAuth };
}

/** A stray `%` in a password that nobody escaped must not cost the delivery: it is then meant literally. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
