import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { ScopeKey } from '@patchbay/integration-contracts';
import { KeyRing } from '@patchbay/service-kit/sealing';
import { Access } from '../access/access.ts';
import { Paths } from '../paths/paths.ts';
import { OverridesService } from '../settings/overrides.service.ts';
import { addressSlug, settingsSlug } from '../settings/integration-settings.ts';
import { addressOf } from './integration-address.ts';
import { nextPageLink, pageLimitOf, queryParametersOf } from './query-parameters.ts';
import { RequestScope } from './request-scope.ts';
import { openCursor, sealCursor } from './sealed-cursor.ts';
import type { ServiceRequest } from './service-request.ts';

interface Page {
  readonly overrides: readonly Readonly<Record<string, unknown>>[];
  readonly next_cursor: string | null;
}
interface Reply {
  header(name: string, value: string): unknown;
}

const MAX_LIMIT = 100;

/** Who has settings of their own instead of these. */
@Access('scope')
@Controller(['api/v4/groups/:id/integrations/:slug/overrides', 'api/v4/admin/integrations/:slug/overrides'])
export class OverridesController {
  readonly #overrides: OverridesService;
  readonly #paths: Paths;
  readonly #keys: KeyRing;

  constructor(overrides: OverridesService, paths: Paths, keys: KeyRing) {
    this.#overrides = overrides;
    this.#paths = paths;
    this.#keys = keys;
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
    const address = addressOf(scope, slug);
    const list = `overrides ${scope}/${addressSlug(address)}`;
    const after = cursor === undefined ? undefined : openCursor(this.#keys, cursor, list);
    const page = await this.#overrides.of(address, { limit: pageLimitOf(limit, MAX_LIMIT), after });
    const { overrides, next: last } = page;
    const next = last === undefined ? null : sealCursor(this.#keys, last, list);
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
