import { get, json, post, put } from '@patchbay/integration-contracts';
import type { JsonObject, RequestSpec } from '@patchbay/integration-contracts';
import { withoutSlash } from '../addresses/url-part.ts';

/** Settings that say where Jira is and who asks. */
export interface JiraAccess {
  readonly url: string;
  readonly api_url?: string | undefined;
  readonly jira_auth_type: 0 | 1;
  readonly username?: string | undefined;
  readonly password: string;
}

/** Whether an address is one of Jira Cloud, which differs from Jira on servers of one's own. */
export function isCloud(url: string): boolean {
  return URL.parse(url)?.hostname.endsWith('.atlassian.net') === true;
}

/** Requests to Jira's REST API, version 2, in which texts are in wiki markup. */
export class JiraApi {
  readonly #base: string;
  readonly #extras: Pick<RequestSpec, 'basicAuth'> & { readonly headers: Record<string, string> };

  constructor({ url, api_url: api, jira_auth_type: way, username = '', password }: JiraAccess) {
    this.#base = `${withoutSlash(api ?? url)}/rest/api/2`;
    this.#extras =
      way === 1
        ? { headers: { authorization: `Bearer ${password}` } }
        : // Without it, servers behind a log-in page answer with that page.
          { headers: { cookie: 'OBBasicAuth=fromDialog' }, basicAuth: { username, password } };
  }

  get(path: string): RequestSpec {
    return get(`${this.#base}/${path}`, this.#withType());
  }

  post(path: string, body: JsonObject): RequestSpec {
    return post(`${this.#base}/${path}`, json(body), this.#extras);
  }

  put(path: string, body: JsonObject): RequestSpec {
    return put(`${this.#base}/${path}`, json(body), this.#extras);
  }

  #withType() {
    return { ...this.#extras, headers: { ...this.#extras.headers, 'content-type': 'application/json' } };
  }
}
