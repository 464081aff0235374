import type { ScopeKey } from '@patchbay/integration-contracts';
import { ServiceError } from './service-error.ts';

/** An integration as the REST API shows it; the event switches are further members. */
export interface IntegrationEntity {
  /** A number for GitLab's clients; everywhere else an integration goes by its UUID. */
  readonly id: number;
  readonly slug: string;
  readonly active: boolean;
  readonly inherited: boolean;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly [member: string]: unknown;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed when it is JSON, else the text. */
  readonly body: unknown;
}

/** One logged attempt in the list of an integration's deliveries. */
export interface LoggedDelivery {
  readonly id: string;
  readonly outcome: string;
  readonly [member: string]: unknown;
}

export interface DeliveriesPage {
  readonly deliveries: readonly LoggedDelivery[];
  readonly next_cursor?: string | null;
}

const TIMEOUT_MS = 15_000;

/** The settings API, for tools and tests. Scopes are written as everywhere: `instance`, `group:<path>`, `project:<id>`. */
export class ApiClient {
  readonly baseUrl: string;
  readonly #token: string;

  constructor(baseUrl: string, token: string) {
    this.baseUrl = baseUrl;
    this.#token = token;
  }

  static pathOf(scope: ScopeKey, slug?: string): string {
    const place = scope === 'instance' ? 'admin' : placeOf(scope);
    return `/api/v4/${place}/integrations${slug === undefined ? '' : `/${encodeURIComponent(slug)}`}`;
  }

  async put(
    scope: ScopeKey,
    slug: string,
    values: Readonly<Record<string, unknown>>,
  ): Promise<IntegrationEntity> {
    return (await this.#expect('PUT', ApiClient.pathOf(scope, slug), values)) as IntegrationEntity;
  }

  async get(scope: ScopeKey, slug: string): Promise<IntegrationEntity> {
    return (await this.#expect('GET', ApiClient.pathOf(scope, slug))) as IntegrationEntity;
  }

  async list(scope: ScopeKey): Promise<readonly IntegrationEntity[]> {
    return (await this.#expect('GET', ApiClient.pathOf(scope))) as readonly IntegrationEntity[];
  }

  async remove(scope: ScopeKey, slug: string): Promise<void> {
    await this.#expect('DELETE', ApiClient.pathOf(scope, slug));
  }

  /** @param query `outcome`, `limit`, `cursor` */
  async deliveries(
    scope: ScopeKey,
    slug: string,
    query: Readonly<Record<string, string>> = {},
  ): Promise<DeliveriesPage> {
    const search = new URLSearchParams(query).toString();
    const path = `${ApiClient.pathOf(scope, slug)}/deliveries${search === '' ? '' : `?${search}`}`;
    return (await this.#expect('GET', path)) as DeliveriesPage;
  }

  /** Where a browser signs in as the holder of this client's token, once. */
  async signInLink(): Promise<string> {
    const { url } = (await this.#expect('POST', '/api/v4/admin/sign_in_links')) as { readonly url: string };
    return url;
  }

  /** Whatever the answer is, for tests of refusals. Headers given here replace the client's own. */
  async call(method: string, path: string, init: RequestInit = {}): Promise<ApiAnswer> {
    const response = await fetch(`${this.baseUrl}${path}`, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...init,
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(init.headers as Record<string, string> | undefined),
      },
    });
    return { status: response.status, headers: response.headers, body: parsed(await response.text()) };
  }

  async #expect(method: string, path: string, values?: unknown): Promise<unknown> {
    const init =
      values === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(values) };
    const { status, body } = await this.call(method, path, init);
    if (status >= 200 && status < 300) return body;
    throw new ServiceError(`${method} ${path} was answered ${status}: ${JSON.stringify(body)}`);
  }
}

function placeOf(scope: Exclude<ScopeKey, 'instance'>): string {
  const separator = scope.indexOf(':');
  return `${scope.slice(0, separator)}s/${encodeURIComponent(scope.slice(separator + 1))}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not everything is JSON: an empty 204, a page of the documentation.
    return text;
  }
}
