import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { ScopeKey } from '@patchbay/integration-contracts';
import { KeyRing } from '@patchbay/service-kit/sealing';
import { CONFIG } from '@patchbay/service-kit/service';
import { Access } from '../access/access.ts';
import { ScopeAccess } from '../access/scope-access.ts';
import type { Actor } from '../audit/actor.ts';
import { RequestActor } from '../audit/request-actor.ts';
import type { ConfigServiceConfig } from '../config.ts';
import { addressOf } from '../rest/integration-address.ts';
import { nextPageLink } from '../rest/query-parameters.ts';
import type { ServiceRequest } from '../rest/service-request.ts';
import { jobEntity } from '../sending/job-entity.ts';
import type { JobEntity } from '../sending/job-entity.ts';
import { JobOpener } from '../sending/job-opener.ts';
import { deadLetterEntity, wholeDeadLetterEntity } from './dead-letter-entity.ts';
import type { DeadLetterEntity } from './dead-letter-entity.ts';
import { deadReplayOf, purgeOf } from './dead-letter-body.ts';
import { deadLetterQueryOf, encodePositions, kindOf, placeOf } from './dead-letter-parameters.ts';
import { DeadLetters } from './dead-letters.service.ts';
import { Purge } from './purge.ts';

interface Page {
  readonly dead_letters: readonly DeadLetterEntity[];
  readonly next_cursor: string | null;
}
interface Reply {
  header(name: string, value: string): unknown;
}

/** What was given up, of all integrations; and events that could not be read. */
@Access('instance-admin')
@Controller('api/v4/admin/dead-letters')
export class DeadLettersController {
  readonly #letters: DeadLetters;
  readonly #purge: Purge;
  readonly #opener: JobOpener;
  readonly #scopes: ScopeAccess;
  readonly #keys: KeyRing;
  readonly #maxLimit: number;

  constructor(
    letters: DeadLetters,
    purge: Purge,
    opener: JobOpener,
    scopes: ScopeAccess,
    keys: KeyRing,
    @Inject(CONFIG) config: Pick<ConfigServiceConfig, 'REQUEST_LOG_PAGE_LIMIT'>,
  ) {
    this.#letters = letters;
    this.#purge = purge;
    this.#opener = opener;
    this.#scopes = scopes;
    this.#keys = keys;
    this.#maxLimit = config.REQUEST_LOG_PAGE_LIMIT;
  }

  @Get()
  async list(
    @Query() query: unknown,
    @Req() { url }: ServiceRequest,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<Page> {
    const limits = { now: this.#opener.limits.now, maxLimit: this.#maxLimit, keys: this.#keys };
    const { letters, next } = await this.#letters.list(deadLetterQueryOf(query, limits));
    const cursor = next === undefined ? null : encodePositions(this.#keys, next);
    if (cursor !== null) reply.header('link', nextPageLink(url, cursor));
    return { dead_letters: letters.map(deadLetterEntity), next_cursor: cursor };
  }

  @Get(':partition/:offset')
  async show(
    @Param('partition') partition: string,
    @Param('offset') offset: string,
    @Query('kind') kind: unknown,
  ): Promise<DeadLetterEntity> {
    const { letter, record } = await this.#letters.find(kindOf(kind), placeOf(partition, offset));
    return wholeDeadLetterEntity(letter, record);
  }

  /** One integration at a time: each has its own endpoint to wait for. */
  @Post('replay')
  @HttpCode(202)
  async replay(
    @Body() body: unknown,
    @Req() { principal }: ServiceRequest,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<JobEntity> {
    const { scope, slug, terms } = deadReplayOf(body, this.#opener.limits);
    const named: ScopeKey = this.#scopes.scopeNamed(scope);
    const job = await this.#opener.open(addressOf(named, slug), terms, principal?.name ?? '');
    reply.header('x-job-id', job.id);
    return jobEntity(job, {});
  }

  @Post('purge')
  @HttpCode(200)
  async purge(@Body() body: unknown, @RequestActor() actor: Actor): Promise<{ readonly purged: number }> {
    return { purged: await this.#purge.run(purgeOf(body), actor) };
  }
}
