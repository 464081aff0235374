import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { ScopeKey } from '@patchbay/integration-contracts';
import { CONFIG } from '@patchbay/service-kit/service';
import { Access } from '../access/access.ts';
import type { ConfigServiceConfig } from '../config.ts';
import { addressOf } from '../rest/integration-address.ts';
import { RequestScope } from '../rest/request-scope.ts';
import type { ServiceRequest } from '../rest/service-request.ts';
import { SettingsService } from '../settings/settings.service.ts';
import { SettingsStore } from '../settings/settings.store.ts';
import type { DeliveryEntity } from './delivery-entity.ts';
import { searchParametersOf } from './log-parameters.ts';
import { LogSearch } from './log-search.ts';
import type { AttemptPage, Reply } from './log-search.ts';

/**
 * Every request that was made for the integrations of a scope. For those of the scopes around it, others are responsible: their
 * addresses are nobody else's business.
 */
@Access('scope')
@Controller(['api/v4/projects/:id/deliveries', 'api/v4/groups/:id/deliveries'])
export class ScopeDeliveriesController {
  readonly #settings: SettingsService;
  readonly #store: SettingsStore;
  readonly #search: LogSearch;
  readonly #maxLimit: number;

  constructor(
    settings: SettingsService,
    store: SettingsStore,
    search: LogSearch,
    @Inject(CONFIG) config: Pick<ConfigServiceConfig, 'REQUEST_LOG_PAGE_LIMIT'>,
  ) {
    this.#settings = settings;
    this.#store = store;
    this.#search = search;
    this.#maxLimit = config.REQUEST_LOG_PAGE_LIMIT;
  }

  @Get()
  async list(
    @RequestScope() scope: ScopeKey,
    @Query() query: unknown,
    @Req() request: ServiceRequest,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<AttemptPage> {
    const { wanted, integration } = searchParametersOf(query, this.#maxLimit);
    const integrationIds = await (integration === undefined
      ? this.#idsIn(scope)
      : this.#settings.get(addressOf(scope, integration)).then(({ id }) => [id]));
    return this.#search.page({ ...wanted, filter: { ...wanted.filter, integrationIds } }, request, reply);
  }

  @Get(':delivery_id')
  async get(
    @RequestScope() scope: ScopeKey,
    @Param('delivery_id') deliveryId: string,
  ): Promise<DeliveryEntity> {
    return this.#search.delivery(deliveryId, await this.#idsIn(scope));
  }

  async #idsIn(scope: ScopeKey): Promise<readonly string[]> {
    return (await this.#store.listScope(scope)).map(({ id }) => id);
  }
}
