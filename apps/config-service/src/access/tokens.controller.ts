import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { decodeCursor, encodeCursor } from '../request-log/log-cursor.ts';
import { nextPageLink, pageLimitOf, queryParametersOf } from '../rest/query-parameters.ts';
import type { ServiceRequest } from '../rest/service-request.ts';
import { Clock } from '../settings/clock.ts';
import { Access } from './access.ts';
import type { Principal } from './principal.ts';
import { RequestPrincipal } from './request-principal.ts';
import { ScopeAccess } from './scope-access.ts';
import type { StoredToken } from './stored-token.ts';
import { tokenEntity } from './token-entity.ts';
import type { TokenEntity } from './token-entity.ts';
import { newExpiryOf, newTokenOf } from './token-request.ts';
import { TokensService } from './tokens.service.ts';
import type { IssuedToken } from './tokens.service.ts';

const MAX_PAGE = 100;

interface Page {
  readonly tokens: readonly TokenEntity[];
  readonly next_cursor: string | null;
}
interface Reply {
  header(name: string, value: string): unknown;
}

/** Tokens, for administrators: those of the instance manage all, those of a group or project the ones within it. */
@Access('token-admin')
@Controller('api/v4/admin/tokens')
export class TokensController {
  readonly #tokens: TokensService;
  readonly #clock: Clock;
  readonly #scopes: ScopeAccess;

  constructor(tokens: TokensService, clock: Clock, scopes: ScopeAccess) {
    this.#tokens = tokens;
    this.#clock = clock;
    this.#scopes = scopes;
  }

  @Post()
  async create(@RequestPrincipal() principal: Principal, @Body() body: unknown): Promise<TokenEntity> {
    return this.#issued(await this.#tokens.create(principal, newTokenOf(body)));
  }

  @Get()
  async list(
    @RequestPrincipal() principal: Principal,
    @Query() query: unknown,
    @Req() request: ServiceRequest,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<Page> {
    const { limit, cursor } = queryParametersOf(query, ['limit', 'cursor']);
    const { tokens, next } = await this.#tokens.list(principal, {
      limit: pageLimitOf(limit, MAX_PAGE),
      ...(cursor !== undefined && { after: decodeCursor(cursor) }),
    });
    const nextCursor = next === undefined ? null : encodeCursor({ at: next.createdAt, id: next.id });
    if (nextCursor !== null) reply.header('link', nextPageLink(request.url, nextCursor));
    return { tokens: tokens.map((token) => this.#shown(token)), next_cursor: nextCursor };
  }

  @Get(':token_id')
  async get(@RequestPrincipal() principal: Principal, @Param('token_id') id: string): Promise<TokenEntity> {
    return this.#shown(await this.#tokens.get(principal, id));
  }

  @Delete(':token_id')
  @HttpCode(204)
  async revoke(@RequestPrincipal() principal: Principal, @Param('token_id') id: string): Promise<void> {
    await this.#tokens.revoke(principal, id);
  }

  @Post(':token_id/rotate')
  @HttpCode(200)
  async rotate(
    @RequestPrincipal() principal: Principal,
    @Param('token_id') id: string,
    @Body() body: unknown,
  ): Promise<TokenEntity> {
    return this.#issued(await this.#tokens.rotate(principal, id, newExpiryOf(body)));
  }

  /** The only answers with the text of a token. */
  #issued({ token, text }: IssuedToken): TokenEntity {
    return { ...this.#shown(token), token: text };
  }

  #shown(token: StoredToken): TokenEntity {
    return tokenEntity(token, this.#clock.now(), (scope) => this.#scopes.shownScope(scope));
  }
}
