import { Controller, Get, Post, Req, Res, UseFilters } from '@nestjs/common';
import { AppError } from '@patchbay/integration-contracts';
import { Access } from '../access/access.ts';
import { actorOf } from '../audit/request-actor.ts';
import { declareLanguage, localeOf } from '../rest/language.ts';
import type { ServiceRequest } from '../rest/service-request.ts';
import { GraphqlErrorFilter } from './graphql-error.filter.ts';
import { GRAPHQL_PATH, GraphqlServer } from './graphql.server.ts';

interface Reply {
  status(code: number): unknown;
  header(name: string, value: string): unknown;
}

/** GraphQL over HTTP. Which scopes a token reaches is asked by the resolvers, place by place. */
@Access('any-token')
@UseFilters(GraphqlErrorFilter)
@Controller(GRAPHQL_PATH)
export class GraphqlController {
  readonly #server: GraphqlServer;

  constructor(server: GraphqlServer) {
    this.#server = server;
  }

  /** Queries alone: the library refuses mutations by GET. */
  @Get()
  query(@Req() request: ServiceRequest, @Res({ passthrough: true }) reply: Reply): Promise<string> {
    return this.#answer(request, reply);
  }

  @Post()
  execute(@Req() request: ServiceRequest, @Res({ passthrough: true }) reply: Reply): Promise<string> {
    return this.#answer(request, reply);
  }

  async #answer(request: ServiceRequest, reply: Reply): Promise<string> {
    const { method, url, headers, body, principal } = request;
    if (principal === undefined) throw new AppError('unauthenticated', 'The route has no guard.');
    const locale = localeOf(request);
    const response = await this.#server.answer(
      { method, url, body, accept: typeof headers['accept'] === 'string' ? headers['accept'] : undefined },
      { principal, actor: actorOf(request), locale },
    );
    declareLanguage(reply, locale);
    reply.status(response.status);
    for (const [name, value] of response.headers) reply.header(name, value);
    return response.text();
  }
}
