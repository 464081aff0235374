import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { AppError } from '@patchbay/integration-contracts';
import type { ScopeKey } from '@patchbay/integration-contracts';
import { CONFIG } from '@patchbay/service-kit/service';
import { Access } from '../access/access.ts';
import type { ConfigServiceConfig } from '../config.ts';
import { addressOf } from '../rest/integration-address.ts';
import { nextPageLink } from '../rest/query-parameters.ts';
import { RequestScope } from '../rest/request-scope.ts';
import { SCOPE_PATHS } from '../rest/scope-address.ts';
import type { ServiceRequest } from '../rest/service-request.ts';
import { SettingsService } from '../settings/settings.service.ts';
import { attemptDetails, attemptSummary } from './attempt-entity.ts';
import type { AttemptEntity } from './attempt-entity.ts';
import { encodeCursor } from './log-cursor.ts';
import { logParametersOf } from './log-parameters.ts';
import { RequestLog } from './request-log.ts';

interface Page {
  readonly deliveries: readonly AttemptEntity[];
  readonly next_cursor: string | null;
}
interface Reply {
  header(name: string, value: string): unknown;
}

/** Every request that was made for an integration, newest first. */
@Access('scope')
@Controller(SCOPE_PATHS.map((path) => `${path}/:slug/deliveries`))
export class DeliveriesController {
  readonly #settings: SettingsService;
  readonly #log: RequestLog;
  readonly #maxLimit: number;

  constructor(
    settings: SettingsService,
    log: RequestLog,
    @Inject(CONFIG) config: Pick<ConfigServiceConfig, 'REQUEST_LOG_PAGE_LIMIT'>,
  ) {
    this.#settings = settings;
    this.#log = log;
    this.#maxLimit = config.REQUEST_LOG_PAGE_LIMIT;
  }

  @Get()
  async list(
    @RequestScope() scope: ScopeKey,
    @Param('slug') slug: string,
    @Query() query: unknown,
    @Req() request: ServiceRequest,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<Page> {
    const parameters = logParametersOf(query, this.#maxLimit);
    const { id } = await this.#settings.get(addressOf(scope, slug));
    // One more than asked for tells whether there is a next page.
    const found = await this.#log.list({ integrationId: id, ...parameters, limit: parameters.limit + 1 });
    const shown = found.slice(0, parameters.limit);
    const last = shown.at(-1);
    const next = found.length > shown.length && last !== undefined ? encodeCursor(last) : null;
    if (next !== null) reply.header('link', nextPageLink(request.url, next));
    return { deliveries: shown.map(attemptSummary), next_cursor: next };
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
