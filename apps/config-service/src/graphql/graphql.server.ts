import { AsyncLocalStorage } from 'node:async_hooks';
import { Inject, Injectable } from '@nestjs/common';
import { CATALOGUE } from '@patchbay/integration-catalogue';
import { graphqlEnumName, graphqlSchema } from '@patchbay/integration-contracts';
import type { Logger } from '@patchbay/service-kit/logging';
import { CONFIG, LOGGER } from '@patchbay/service-kit/service';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { createYoga } from 'graphql-yoga';
import type { YogaServerInstance } from 'graphql-yoga';
import type { GraphQLSchema } from 'graphql';
import type { ConfigServiceConfig } from '../config.ts';
import type { GraphqlContext } from './graphql-context.ts';
import { shownError } from './graphql-errors.ts';
import { INTEGRATION_PROPERTIES } from './integration-properties.ts';
import { MutationResolvers } from './mutation-resolvers.ts';
import { QueryResolvers } from './query-resolvers.ts';
import { limitQueries } from './query-limits.ts';

export const GRAPHQL_PATH = '/api/graphql';

/** A request over HTTP whose body was read before, and checked for its size. */
export interface GraphqlRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly accept: string | undefined;
  readonly body: unknown;
}

/** Answers GraphQL over HTTP. */
@Injectable()
export class GraphqlServer {
  readonly #yoga: YogaServerInstance<GraphqlContext, object>;
  /** The library does not say which request an error is from. */
  readonly #requestId = new AsyncLocalStorage<string | null>();

  constructor(
    queries: QueryResolvers,
    mutations: MutationResolvers,
    @Inject(CONFIG) config: Pick<ConfigServiceConfig, 'GRAPHQL_MAX_DEPTH' | 'GRAPHQL_MAX_COST'>,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.#yoga = createYoga<GraphqlContext, object>({
      schema: schemaOf(queries, mutations),
      graphqlEndpoint: GRAPHQL_PATH,
      plugins: [limitQueries({ maxDepth: config.GRAPHQL_MAX_DEPTH, maxCost: config.GRAPHQL_MAX_COST })],
      maskedErrors: {
        maskError: (error) => shownError(error, logger.child({ requestId: this.#requestId.getStore() })),
      },
      ...{
        batching: false,
        cors: false,
        graphiql: false,
        landingPage: false,
        multipart: false,
        logging: false,
      },
    });
  }

  async answer({ method, url, accept, body }: GraphqlRequest, context: GraphqlContext): Promise<Response> {
    const headers = { 'content-type': 'application/json', ...(accept !== undefined && { accept }) };
    const content = method === 'POST' ? { body: JSON.stringify(body ?? {}) } : {};
    // The host is never looked at; an address must have one.
    const address = new URL(url, 'http://config-service');
    return this.#requestId.run(context.actor.requestId, () =>
      this.#yoga.fetch(address, { method, headers, ...content }, context),
    );
  }
}

function schemaOf({ Query }: QueryResolvers, { Mutation }: MutationResolvers): GraphQLSchema {
  return makeExecutableSchema({
    typeDefs: graphqlSchema(CATALOGUE),
    resolvers: {
      Query,
      Mutation,
      IntegrationProperties: INTEGRATION_PROPERTIES,
      ServiceType: Object.fromEntries(CATALOGUE.map(({ name }) => [graphqlEnumName(name), name])),
    },
  });
}
