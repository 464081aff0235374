import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { AppError } from '@patchbay/integration-contracts';
import type { ScopeKey } from '@patchbay/integration-contracts';
import { Access } from '../access/access.ts';
import { Paths } from '../paths/paths.ts';
import { OverridesService } from '../settings/overrides.service.ts';
import { settingsSlug } from '../settings/integration-settings.ts';
import { addressOf } from './integration-address.ts';
import { nextPageLink, pageLimitOf, queryParametersOf } from './query-parameters.ts';
import { RequestScope } from './request-scope.ts';
import type { ServiceRequest } from './service-request.ts';

interface Page {
  readonly overrides: readonly Readonly<Record<string, unknown>>[];
  readonly next_cursor: string | null;
}
interface Reply {
  header(name: string, value: string): unknown;
}

const MAX_LIMIT = 100;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Who has settings of their own instead of these. */
@Access('scope')
@Controller(['api/v4/groups/:id/integrations/:slug/overrides', 'api/v4/admin/integrations/:slug/overrides'])
export class OverridesController {
  readonly #overrides: OverridesService;
  readonly #paths: Paths;

  constructor(overrides: OverridesService, paths: Paths) {
    this.#overrides = overrides;
    this.#paths = paths;
  }

  @Get()
  async list(
    @RequestScope() scope: ScopeKey,
    @Param('slug') slug: string,
    @Query() query: unknown,
    @Req() request: ServiceRequest,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<Page> {
    const { limit, cursor } = queryParametersOf(query, ['limit', 'cursor']);
    if (cursor !== undefined && !ID.test(cursor))
      throw new AppError('invalid_request', 'cursor is not one that this API gave; start without one.');
    const asked = { limit: pageLimitOf(limit, MAX_LIMIT), after: cursor };
    const { overrides, next = null } = await this.#overrides.of(addressOf(scope, slug), asked);
    if (next !== null) reply.header('link', nextPageLink(request.url, next));
    const shown = overrides.map((row) => ({
      scope: this.#paths.shownScope(row.scope),
      slug: settingsSlug(row),
      active: row.isActive,
      updated_at: row.updatedAt.toISOString(),
    }));
    return { overrides: shown, next_cursor: next };
  }
}
