import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { HealthState } from '@patchbay/integration-contracts';
import { Access } from '../access/access.ts';
import { HealthRegister } from '../health/health-register.ts';
import { Paths } from '../paths/paths.ts';
import type { IntegrationSettings } from '../settings/integration-settings.ts';
import { SettingsService } from '../settings/settings.service.ts';
import { SettingsStore } from '../settings/settings.store.ts';
import { basicEntity } from './integration-entity.ts';
import type { Entity } from './integration-entity.ts';
import { nextPageLink } from './query-parameters.ts';
import { searchQueryOf } from './search-query.ts';
import type { ServiceRequest } from './service-request.ts';

interface Page {
  readonly integrations: readonly Entity[];
  readonly next_cursor: string | null;
}
interface Reply {
  header(name: string, value: string): unknown;
}

/** Finds integrations of all scopes by the value of a data field: who uses this server? */
@Access('instance-admin')
@Controller('api/v4/admin/integrations/search')
export class SearchController {
  readonly #store: SettingsStore;
  readonly #settings: SettingsService;
  readonly #paths: Paths;
  readonly #health: HealthRegister;

  constructor(store: SettingsStore, settings: SettingsService, paths: Paths, health: HealthRegister) {
    this.#store = store;
    this.#settings = settings;
    this.#paths = paths;
    this.#health = health;
  }

  @Get()
  async list(
    @Query() query: unknown,
    @Req() request: ServiceRequest,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<Page> {
    const wanted = searchQueryOf(query);
    if (wanted === undefined) return { integrations: [], next_cursor: null };
    // One more than asked for tells whether there is a next page.
    const found = await this.#store.search({ ...wanted, limit: wanted.limit + 1 });
    const shown = found.slice(0, wanted.limit);
    const next = found.length > shown.length ? (shown.at(-1)?.id ?? null) : null;
    if (next !== null) reply.header('link', nextPageLink(request.url, next));
    const healthOf = await this.#health.statesOf(shown.map(({ id }) => id));
    return { integrations: shown.map((one) => this.#entityOf(one, healthOf(one.id))), next_cursor: next };
  }

  #entityOf(settings: IntegrationSettings, health: HealthState): Entity {
    const scope = this.#paths.shownScope(settings.scope);
    return { scope, ...basicEntity(settings, health, (one) => this.#settings.listedValuesOf(one)) };
  }
}
