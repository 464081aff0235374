/** A body with its media type; bytes are sent as they are. */
export interface Content {
  readonly type: string;
  readonly body: string | Uint8Array;
}

/** How the worker signs a request just before it is sent, so that no signature stands in a plan, a preview or the log. */
export type RequestSigning =
  | {
      /** AWS Signature Version 4. */
      readonly kind: 'aws_sigv4';
      readonly region: string;
      readonly service: string;
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
      readonly sessionToken?: string;
    }
  /** `X-Hub-Signature-256: sha256=<HMAC of the body, in hex>`, as GitHub signs its web hooks. */
  | { readonly kind: 'hub_sha256'; readonly secret: string }
  | {
      /** Standard Webhooks 1.0.0: `webhook-id`, `webhook-timestamp` and `webhook-signature`, which has one entry for each key. */
      readonly kind: 'standard_webhooks';
      /** `whsec_…`, signed with as `v1`. */
      readonly secrets: readonly string[];
      /** `whsk_…`, signed with as `v1a`. */
      readonly privateKeys: readonly string[];
    };

/** RFC 6749 §4.4: the worker gets a token with these and sends it along; neither is in a plan's headers nor in the log. */
export interface OAuthClient {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope?: string;
  /** What some servers tell APIs apart by. */
  readonly audience?: string;
}

/** What the worker proves itself by in the TLS handshake; both in PEM. */
export interface ClientCertificate {
  readonly certificate: string;
  readonly key: string;
  readonly passphrase?: string;
}

/** One HTTP call, as data. The worker adds identity headers, checks the address and sends it. */
export interface RequestSpec {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly basicAuth?: { readonly username: string; readonly password: string };
  /** `false` accepts any server certificate: the integration's own switch. */
  readonly verifyTls?: boolean;
  /** Adds GitLab's web hook headers (`X-Gitlab-Event`, `X-Gitlab-Webhook-UUID`, `X-Gitlab-Event-UUID`, `X-Gitlab-Instance`). */
  readonly isWebHook?: boolean;
  readonly signing?: RequestSigning;
  readonly oauth?: OAuthClient;
  readonly clientCertificate?: ClientCertificate;
  /** Names of headers whose values no log and no preview shows. */
  readonly secretHeaders?: readonly string[];
  /** The URL as logs and previews show it, where parts of it are secret. */
  readonly shownUrl?: string;
  /** In a list, its refusal does not keep the following requests from being made, nor the delivery from being done. */
  readonly isOptional?: boolean;
}

/** One mail, sent through the operator's mail server. */
export interface MailSpec {
  readonly transport: 'smtp';
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** The operator's sender when absent. */
  readonly from?: string;
  readonly replyTo?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Lines of text for a TCP service, each ended by a line feed. */
export interface LinesSpec {
  readonly transport: 'tcp';
  readonly host: string;
  readonly port: number;
  readonly lines: readonly string[];
}

/** Whatever a definition may ask the worker to send. */
export type OutboundSpec = RequestSpec | MailSpec | LinesSpec;

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

export function get(url: string, { headers, ...rest }: Extras = {}): RequestSpec {
  return { method: 'GET', url, headers: { accept: 'application/json', ...headers }, ...rest };
}

export function post(url: string, content: Content, extras: Extras = {}): RequestSpec {
  return withBody('POST', url, { content, extras });
}

export function put(url: string, content: Content, extras: Extras = {}): RequestSpec {
  return withBody('PUT', url, { content, extras });
}

function withBody(
  method: RequestSpec['method'],
  url: string,
  { content, extras: { headers, ...rest } }: { readonly content: Content; readonly extras: Extras },
): RequestSpec {
  return { method, url, headers: { 'content-type': content.type, ...headers }, body: content.body, ...rest };
}

export function mail(spec: Omit<MailSpec, 'transport'>): MailSpec {
  return { transport: 'smtp', ...spec };
}

export function lines(spec: Omit<LinesSpec, 'transport'>): LinesSpec {
  return { transport: 'tcp', ...spec };
}
