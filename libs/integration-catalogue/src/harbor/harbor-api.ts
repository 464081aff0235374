import { get } from '@patchbay/integration-contracts';
import type { RequestSpec } from '@patchbay/integration-contracts';
import { urlPart, withoutSlash } from '../addresses/url-part.ts';

export interface HarborAccess {
  readonly url: string;
  readonly project_name: string;
  readonly username: string;
  readonly password: string;
}

type Parameters = Readonly<Record<string, string | undefined>>;

const DEFAULT_PAGE_SIZE = 10;
const MAX_PAGE_SIZE = 25;

/** Whether there is such a project, which Harbor says by the status alone. */
export function askForProject(access: HarborAccess): RequestSpec {
  const query = new URLSearchParams({ project_name: access.project_name });
  return { ...apiGet(access, `projects?${query.toString()}`), method: 'HEAD' };
}

/** A page of the project's repositories, or of what is below one: `['artifacts', 'sha256:…', 'tags']`. */
export function listRequest(
  access: HarborAccess,
  parameters: Parameters,
  below: readonly string[] = [],
): RequestSpec {
  const repositories = `projects/${pathPart(access.project_name)}/repositories`;
  const { repository } = parameters;
  const parts = below.map((part) => `/${pathPart(part)}`).join('');
  // Harbor wants the slashes in a repository's name encoded twice.
  const path = repository === undefined ? '' : `/${urlPart(pathPart(repository))}${parts}`;
  return apiGet(access, `${repositories}${path}?${paging(parameters)}`);
}

function apiGet({ url, username, password }: HarborAccess, path: string): RequestSpec {
  const address = `${withoutSlash(url)}/api/v2.0/${path}`;
  return get(address, { headers: { 'content-type': 'application/json' }, basicAuth: { username, password } });
}

/** URL parsers take `..` for the folder above even when it is percent-encoded, so that it has to be encoded twice. */
function pathPart(text: string): string {
  return urlPart(text).replace(/^\.{1,2}$/, (dots) => dots.replaceAll('.', '%252E'));
}

function paging({ page = '1', page_size: size, q, sort }: Parameters): string {
  const asked = Number(size ?? DEFAULT_PAGE_SIZE);
  const query = new URLSearchParams({
    page,
    page_size: String(asked >= 1 ? Math.min(asked, MAX_PAGE_SIZE) : DEFAULT_PAGE_SIZE),
    ...(q !== undefined && { q }),
    ...(sort !== undefined && { sort }),
  });
  return query.toString();
}
