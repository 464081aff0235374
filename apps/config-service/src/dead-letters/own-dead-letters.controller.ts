import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { ScopeKey } from '@patchbay/integration-contracts';
import { KeyRing } from '@patchbay/service-kit/sealing';
import { CONFIG } from '@patchbay/service-kit/service';
import { Access } from '../access/access.ts';
import type { ConfigServiceConfig } from '../config.ts';
import { addressOf } from '../rest/integration-address.ts';
import { nextPageLink } from '../rest/query-parameters.ts';
import { RequestScope } from '../rest/request-scope.ts';
import { SCOPE_PATHS } from '../rest/scope-address.ts';
import type { ServiceRequest } from '../rest/service-request.ts';
import { Clock } from '../settings/clock.ts';
import { SettingsService } from '../settings/settings.service.ts';
import { deadLetterEntity } from './dead-letter-entity.ts';
import type { DeadLetterEntity } from './dead-letter-entity.ts';
import { encodePositions, ownDeadLetterQueryOf } from './dead-letter-parameters.ts';
import { DeadLetters } from './dead-letters.service.ts';

interface Page {
  readonly dead_letters: readonly DeadLetterEntity[];
  readonly next_cursor: string | null;
}
interface Reply {
  header(name: string, value: string): unknown;
}

/** What was given up of one integration. */
@Access('scope')
@Controller(SCOPE_PATHS.map((path) => `${path}/:slug/dead-letters`))
export class OwnDeadLettersController {
  readonly #letters: DeadLetters;
  readonly #settings: SettingsService;
  readonly #clock: Clock;
  readonly #keys: KeyRing;
  readonly #maxLimit: number;

  constructor(
    letters: DeadLetters,
    settings: SettingsService,
    clock: Clock,
    keys: KeyRing,
    @Inject(CONFIG) config: Pick<ConfigServiceConfig, 'REQUEST_LOG_PAGE_LIMIT'>,
  ) {
    this.#letters = letters;
    this.#settings = settings;
    this.#clock = clock;
    this.#keys = keys;
    this.#maxLimit = config.REQUEST_LOG_PAGE_LIMIT;
  }

  @Get()
  async list(
    @RequestScope() scope: ScopeKey,
    @Param('slug') slug: string,
    @Query() query: unknown,
    @Req() { url }: ServiceRequest,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<Page> {
    const { id } = await this.#settings.get(addressOf(scope, slug));
    const limits = { now: this.#clock.now(), maxLimit: this.#maxLimit, keys: this.#keys };
    const { letters, next } = await this.#letters.list(ownDeadLetterQueryOf(query, id, limits));
    const cursor = next === undefined ? null : encodePositions(this.#keys, next);
    if (cursor !== null) reply.header('link', nextPageLink(url, cursor));
    return { dead_letters: letters.map(deadLetterEntity), next_cursor: cursor };
  }
}
