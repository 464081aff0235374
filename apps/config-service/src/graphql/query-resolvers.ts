import { Injectable } from '@nestjs/common';
import type { ScopeKey } from '@patchbay/integration-contracts';
import { connectionOf } from './connection.ts';
import type { Connection, PageArguments } from './connection.ts';
import type { GraphqlContext } from './graphql-context.ts';
import { positionOf } from '../settings/held-settings.ts';
import type { HeldIntegration } from '../settings/held-settings.ts';
import { ScopeFinder } from './scope-finder.ts';
import type { Place } from './scope-finder.ts';
import type { ServiceNode } from './service-node.ts';
import { ServiceNodes } from './service-nodes.ts';

interface ListArguments extends PageArguments {
  readonly active?: boolean | null;
  /** Name in the catalogue. */
  readonly type?: string | null;
}

/** What stands for a project, a group or the instance: where there is one, the caller may read the scope. */
interface ScopeNode {
  readonly id: string;
  fullPath(): Promise<string | undefined>;
  integrations(parameters: ListArguments): Promise<Connection<ServiceNode>>;
  services(parameters: ListArguments): Promise<Connection<ServiceNode>>;
}

interface PathArgument {
  readonly fullPath: string;
}

/** The resolvers of `Query`; what they lead to reads itself from the nodes that they return. */
@Injectable()
export class QueryResolvers {
  readonly #scopes: ScopeFinder;
  readonly #nodes: ServiceNodes;

  constructor(scopes: ScopeFinder, nodes: ServiceNodes) {
    this.#scopes = scopes;
    this.#nodes = nodes;
  }

  readonly Query = {
    project: (_root: unknown, { fullPath }: PathArgument, context: GraphqlContext) =>
      this.#nodeOf({ projectPath: fullPath }, context),
    group: (_root: unknown, { fullPath }: PathArgument, context: GraphqlContext) =>
      this.#nodeOf({ groupPath: fullPath }, context),
    instance: (_root: unknown, _none: object, context: GraphqlContext) =>
      this.#nodeOf({ instance: true }, context),
  };

  async #nodeOf(place: Place, { principal }: GraphqlContext): Promise<ScopeNode | null> {
    const scope = await this.#scopes.findReadable(principal, place);
    if (scope === undefined) return null;
    const list = (parameters: ListArguments) => this.#list(scope, parameters);
    const fullPath = () => this.#scopes.pathOf(scope);
    return { id: this.#scopes.idOf(scope), fullPath, integrations: list, services: list };
  }

  async #list(scope: ScopeKey, { active, type, ...page }: ListArguments): Promise<Connection<ServiceNode>> {
    const all = await this.#nodes.heldIn(scope);
    const items = all
      .filter(({ holding }) => typeof active !== 'boolean' || (holding?.isActive ?? false) === active)
      .filter(({ row }) => typeof type !== 'string' || row.name === type);
    const nodeOf = (held: HeldIntegration): ServiceNode => this.#nodes.nodeOf(held);
    return connectionOf({ items, positionOf: ({ row }) => positionOf(row), nodeOf }, page);
  }
}
