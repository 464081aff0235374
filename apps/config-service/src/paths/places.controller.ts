import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { AppError } from '@patchbay/integration-contracts';
import { Access } from '../access/access.ts';
import type { Principal } from '../access/principal.ts';
import { RequestPrincipal } from '../access/request-principal.ts';
import { ScopeAccess } from '../access/scope-access.ts';
import { pageOf, pagingOf } from '../rest/paging.ts';
import { queryParametersOf } from '../rest/query-parameters.ts';
import { scopeOf } from '../rest/scope-address.ts';
import type { ServiceRequest } from '../rest/service-request.ts';
import { PlaceFinder } from './place-finder.ts';
import type { PlaceQuery } from './place-finder.ts';
import { Paths } from './paths.ts';

interface Reply {
  header(name: string, value: string): unknown;
}
type Entity = Readonly<Record<string, string | number>>;

const MAX_TEXT = 255;

/** The projects and groups that events have told of, as far as the token covers them. */
@Access('any-token')
@Controller('api/v4')
export class PlacesController {
  readonly #finder: PlaceFinder;
  readonly #scopes: ScopeAccess;
  readonly #paths: Paths;

  constructor(finder: PlaceFinder, scopes: ScopeAccess, paths: Paths) {
    this.#finder = finder;
    this.#scopes = scopes;
    this.#paths = paths;
  }

  @Get('projects')
  async projects(
    @RequestPrincipal() principal: Principal,
    @Query() query: unknown,
    @Req() { url }: ServiceRequest,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<readonly Entity[]> {
    const { group, search, ...paging } = queryParametersOf(query, ['search', 'group', 'page', 'per_page']);
    const wanted = await this.#queryOf(principal, search, group);
    const found = await this.#finder.projects(principal.scope, wanted);
    return pageOf(found, pagingOf(paging), { url, reply }).map(({ id, path }) => ({
      id,
      name: nameOf(path),
      path_with_namespace: path,
    }));
  }

  @Get('groups')
  async groups(
    @RequestPrincipal() principal: Principal,
    @Query() query: unknown,
    @Req() { url }: ServiceRequest,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<readonly Entity[]> {
    const { parent, search, ...paging } = queryParametersOf(query, ['search', 'parent', 'page', 'per_page']);
    const wanted = await this.#queryOf(principal, search, parent);
    const found = await this.#finder.groups(principal.scope, wanted);
    return pageOf(found, pagingOf(paging), { url, reply }).map((path) => ({
      id: path,
      name: nameOf(path),
      full_path: path,
    }));
  }

  /** @throws AppError `not_found` for a group that the token does not cover, as on every other route */
  async #queryOf(principal: Principal, search = '', group = ''): Promise<PlaceQuery> {
    if (search.length > MAX_TEXT) {
      throw new AppError('invalid_request', `search must have at most ${MAX_TEXT} characters.`);
    }
    if (group !== '') {
      const scope = await this.#scopes.locate(principal, () =>
        scopeOf('/api/v4/groups/', group, this.#paths),
      );
      await this.#scopes.assertAllowed(principal, 'read', scope);
    }
    return { ...(search !== '' && { text: search }), ...(group !== '' && { group: group.toLowerCase() }) };
  }
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
