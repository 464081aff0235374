import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { AppError } from '@patchbay/integration-contracts';
import type { ScopeKey } from '@patchbay/integration-contracts';
import { CONFIG } from '@patchbay/service-kit/service';
import { Access } from '../access/access.ts';
import type { ConfigServiceConfig } from '../config.ts';
import { addressOf } from '../rest/integration-address.ts';
import { RequestScope } from '../rest/request-scope.ts';
import { SCOPE_PATHS } from '../rest/scope-address.ts';
import type { ServiceRequest } from '../rest/service-request.ts';
import { SettingsService } from '../settings/settings.service.ts';
import { attemptDetails } from './attempt-entity.ts';
import type { AttemptEntity } from './attempt-entity.ts';
import { logParametersOf } from './log-parameters.ts';
import { LogSearch } from './log-search.ts';
import type { AttemptPage, Reply } from './log-search.ts';
import { RequestLog } from './request-log.ts';

/** Every request that was made for an integration, newest first. */
@Access('scope')
@Controller(SCOPE_PATHS.map((path) => `${path}/:slug/deliveries`))
export class DeliveriesController {
  readonly #settings: SettingsService;
  readonly #log: RequestLog;
  readonly #search: LogSearch;
  readonly #maxLimit: number;

  constructor(
    settings: SettingsService,
    log: RequestLog,
    search: LogSearch,
    @Inject(CONFIG) config: Pick<ConfigServiceConfig, 'REQUEST_LOG_PAGE_LIMIT'>,
  ) {
    this.#settings = settings;
    this.#log = log;
    this.#search = search;
    this.#maxLimit = config.REQUEST_LOG_PAGE_LIMIT;
  }

  @Get()
  async list(
    @RequestScope() scope: ScopeKey,
    @Param('slug') slug: string,
    @Query() query: unknown,
    @Req() request: ServiceRequest,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<AttemptPage> {
    const wanted = logParametersOf(query, this.#maxLimit);
    const { id } = await this.#settings.get(addressOf(scope, slug));
    return this.#search.page(
      { ...wanted, filter: { ...wanted.filter, integrationIds: [id] } },
      request,
      reply,
    );
  }

  @Get(':attempt_id')
  async get(
    @RequestScope() scope: ScopeKey,
    @Param('slug') slug: string,
    @Param('attempt_id') attemptId: string,
  ): Promise<AttemptEntity> {
    const { id } = await this.#settings.get(addressOf(scope, slug));
    const attempt = await this.#log.find(id, attemptId);
    if (attempt === undefined) {
      throw new AppError(
        'not_found',
        'No such attempt is in the request log; it keeps them for a limited time.',
      );
    }
    return attemptDetails(attempt);
  }
}
