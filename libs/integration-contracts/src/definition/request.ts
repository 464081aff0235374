/** A body with its media type; bytes are sent as they are. */
export interface Content {
  readonly type: string;
  readonly body: string | Uint8Array;
}

/** One outbound call, as data. The worker adds identity headers, checks the address and sends it. */
export interface RequestSpec {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly basicAuth?: { readonly username: string; readonly password: string };
  /** `false` accepts any server certificate: the integration's own switch. */
  readonly verifyTls?: boolean;
  /** Adds GitLab's web hook headers (`X-Gitlab-Event`, `X-Gitlab-Webhook-UUID`, `X-Gitlab-Event-UUID`, `X-Gitlab-Instance`). */
  readonly isWebHook?: boolean;
}

/** The answer as a generator or a verdict sees it; `body` is cut at the worker's response cap. */
export interface ResponseView {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Says that there is nothing to send, and why. */
export interface Skip {
  readonly skip: string;
}

export function skip(reason: string): Skip {
  return { skip: reason };
}

export function json(value: unknown): Content {
  return { type: 'application/json', body: JSON.stringify(value) };
}

export function form(values: Readonly<Record<string, string>>): Content {
  return { type: 'application/x-www-form-urlencoded', body: new URLSearchParams(values).toString() };
}

/** The event's own bytes, without a round trip through the JSON parser. */
export function rawJson(body: Uint8Array): Content {
  return { type: 'application/json', body };
}

type Extras = Omit<RequestSpec, 'method' | 'url' | 'headers' | 'body'> & {
  readonly headers?: Readonly<Record<string, string>>;
};

export function post(url: string, content: Content, { headers, ...rest }: Extras = {}): RequestSpec {
  return {
    method: 'POST',
    url,
    headers: { 'content-type': content.type, ...headers },
    body: content.body,
    ...rest,
  };
}
