import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { INSTANCE_SCOPE } from '@patchbay/integration-contracts';
import { CONFIG } from '@patchbay/service-kit/service';
import { Access } from '../access/access.ts';
import type { ConfigServiceConfig } from '../config.ts';
import { addressOf } from '../rest/integration-address.ts';
import type { ServiceRequest } from '../rest/service-request.ts';
import type { DeliveryEntity } from './delivery-entity.ts';
import { searchParametersOf } from './log-parameters.ts';
import { LogSearch } from './log-search.ts';
import type { AttemptPage, Reply } from './log-search.ts';

/** Every request that was made, for whichever scope. */
@Access('instance-admin')
@Controller('api/v4/admin/deliveries')
export class AllDeliveriesController {
  readonly #search: LogSearch;
  readonly #maxLimit: number;

  constructor(
    search: LogSearch,
    @Inject(CONFIG) config: Pick<ConfigServiceConfig, 'REQUEST_LOG_PAGE_LIMIT'>,
  ) {
    this.#search = search;
    this.#maxLimit = config.REQUEST_LOG_PAGE_LIMIT;
  }

  /** An integration is all of its kind here, with whatever labels, since the scopes are many. */
  @Get()
  list(
    @Query() query: unknown,
    @Req() request: ServiceRequest,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<AttemptPage> {
    const { wanted, integration } = searchParametersOf(query, this.#maxLimit);
    if (integration === undefined) return this.#search.page(wanted, request, reply);
    const { name } = addressOf(INSTANCE_SCOPE, integration).definition;
    return this.#search.page({ ...wanted, filter: { ...wanted.filter, name } }, request, reply);
  }

  @Get(':delivery_id')
  get(@Param('delivery_id') deliveryId: string): Promise<DeliveryEntity> {
    return this.#search.delivery(deliveryId);
  }
}
