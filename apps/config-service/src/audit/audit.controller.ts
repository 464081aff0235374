import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { ScopeKey } from '@patchbay/integration-contracts';
import { CONFIG } from '@patchbay/service-kit/service';
import { Access } from '../access/access.ts';
import { ScopeAccess } from '../access/scope-access.ts';
import type { ConfigServiceConfig } from '../config.ts';
import { encodeCursor } from '../request-log/log-cursor.ts';
import { addressOf } from '../rest/integration-address.ts';
import { nextPageLink } from '../rest/query-parameters.ts';
import { RequestScope } from '../rest/request-scope.ts';
import { SCOPE_PATHS } from '../rest/scope-address.ts';
import type { ServiceRequest } from '../rest/service-request.ts';
import { keyOf } from '../settings/integration-settings.ts';
import { auditEntity } from './audit-entity.ts';
import type { AuditEntity } from './audit-entity.ts';
import { trailParametersOf, wholeTrailParametersOf } from './audit-parameters.ts';
import { AuditTrail } from './audit-trail.ts';
import type { AuditQuery } from './audit-trail.ts';

interface Page {
  readonly entries: readonly AuditEntity[];
  readonly next_cursor: string | null;
}
interface Reply {
  header(name: string, value: string): unknown;
}

/** Who changed what and when, newest first. No route changes an entry or removes one. */
@Controller()
export class AuditController {
  readonly #trail: AuditTrail;
  readonly #scopes: ScopeAccess;
  readonly #maxLimit: number;

  constructor(
    trail: AuditTrail,
    scopes: ScopeAccess,
    @Inject(CONFIG) config: Pick<ConfigServiceConfig, 'REQUEST_LOG_PAGE_LIMIT'>,
  ) {
    this.#trail = trail;
    this.#scopes = scopes;
    this.#maxLimit = config.REQUEST_LOG_PAGE_LIMIT;
  }

  /** By address, not by id: what became of settings that were deleted for good is in it as well. */
  @Get(SCOPE_PATHS.map((path) => `${path}/:slug/audit`))
  @Access('scope')
  async list(
    @RequestScope() scope: ScopeKey,
    @Param('slug') slug: string,
    @Query() query: unknown,
    @Req() request: ServiceRequest,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<Page> {
    const wanted = { ...trailParametersOf(query, this.#maxLimit), ...keyOf(addressOf(scope, slug)) };
    return this.#page(wanted, request, reply);
  }

  @Get('api/v4/admin/audit')
  @Access('instance-admin')
  async listAll(
    @Query() query: unknown,
    @Req() request: ServiceRequest,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<Page> {
    const { scope, ...rest } = wholeTrailParametersOf(query, this.#maxLimit);
    const wanted = { ...rest, ...(scope !== undefined && { scope: this.#scopes.scopeNamed(scope) }) };
    return this.#page(wanted, request, reply);
  }

  async #page(wanted: AuditQuery, { url }: ServiceRequest, reply: Reply): Promise<Page> {
    // One more than asked for tells whether there is a next page.
    const found = await this.#trail.list({ ...wanted, limit: wanted.limit + 1 });
    const shown = found.slice(0, wanted.limit);
    const last = shown.at(-1);
    const next = found.length > shown.length && last !== undefined ? encodeCursor(last) : null;
    if (next !== null) reply.header('link', nextPageLink(url, next));
    const shownScope = (scope: ScopeKey) => this.#scopes.shownScope(scope);
    return { entries: shown.map((entry) => auditEntity(entry, shownScope)), next_cursor: next };
  }
}
