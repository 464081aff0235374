import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import type {
  GraphQLArgument,
  GraphQLEnumType,
  GraphQLField,
  GraphQLInputField,
  GraphQLInputObjectType,
  GraphQLInterfaceType,
  GraphQLNamedType,
  GraphQLObjectType,
} from 'graphql';
import { code, codeBlock, generatedNote, page, table } from './markdown.ts';

const INTRODUCTION = `The same settings as over REST, at \`POST /api/graphql\` (queries by \`GET\` as well), with the same tokens. What a
token does not reach is \`null\`, as if it were not there. Secrets can be written and never read. The whole schema
is in [schema.graphql](schema.graphql).

Queries have limits to their depth and cost (\`GRAPHQL_MAX_DEPTH\`, \`GRAPHQL_MAX_COST\`), and at most 30 aliases;
lists of queries are not taken. What is wrong with settings is listed in a mutation's \`errors\`, in the language that
\`Accept-Language\` asks for; other errors are GraphQL's, with a code of the [error table](../errors.md) in
\`extensions.code\`.`;

const EXAMPLE = `{
  project(fullPath: "platform/shop") {
    integrations(active: true) {
      count
      nodes {
        type
        active
        ... on JiraService {
          url
          inheritedFrom
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
}`;

const CHANGE = `mutation {
  integrationUpdate(
    input: {
      projectPath: "platform/shop"
      service: DISCORD_SERVICE
      properties: { webhook: "https://discord.com/api/webhooks/1/abc" }
      events: [push, pipeline]
    }
  ) {
    integration {
      active
    }
    errors
  }
}`;

const HEADERS = ['Field', 'Type', 'What it is'];

/** `docs/api/graphql.md`. */
export function graphqlPage(sdl: string): string {
  const types = Object.values(buildSchema(sdl).getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  );
  const integrations = types.filter(isIntegration);
  const roots = types.filter(({ name }) => name === 'Query' || name === 'Mutation');
  const others = types.filter((type) => !isIntegration(type) && !roots.includes(type));
  return page(
    generatedNote('the catalogue and libs/integration-contracts/src/derive'),
    '# GraphQL',
    INTRODUCTION,
    codeBlock('graphql', EXAMPLE),
    codeBlock('graphql', CHANGE),
    ...roots.flatMap(sectionOf),
    '## Types',
    ...others.flatMap((type) => subsectionOf(type, contentOf(type))),
    ...integrationSections(integrations),
  );
}

function isIntegration(type: GraphQLNamedType): type is GraphQLObjectType {
  return (
    isObjectType(type) &&
    type.name !== 'BaseService' &&
    type.getInterfaces().some(({ name }) => name === 'Service')
  );
}

/** What nearly all of them have is said once. */
function integrationSections(types: readonly GraphQLObjectType[]): string[] {
  const fields = types.flatMap((type) => fieldsOf(type).map(rowOf));
  const counts = Map.groupBy(fields, (row) => row.join('|'));
  const common = [...counts.values()]
    .filter((rows) => rows.length > types.length / 2)
    .flatMap(([row = []]) => [row]);
  const isCommon = (row: readonly string[]): boolean => common.some((one) => one.join('|') === row.join('|'));
  return [
    '## Integrations',
    'Each of these is a `Service` and has, unless a setting of the same name takes the place of one:',
    table(HEADERS, common),
    ...types.flatMap((type) => {
      const own = fieldsOf(type)
        .map(rowOf)
        .filter((row) => !isCommon(row));
      return subsectionOf(
        type,
        own.length === 0 ? ['It has no settings that can be read.'] : [table(HEADERS, own)],
      );
    }),
  ];
}

function sectionOf(type: GraphQLNamedType): string[] {
  const title = type.name === 'Query' ? 'Queries' : 'Mutations';
  return [`## ${title}`, ...contentOf(type)];
}

function subsectionOf({ name, description }: GraphQLNamedType, content: readonly string[]): string[] {
  return [`### ${name}`, ...(description ? [description] : []), ...content];
}

function contentOf(type: GraphQLNamedType): string[] {
  if (isEnumType(type)) return [table(['Value', 'What it is'], rowsOfValues(type))];
  if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) {
    return [table(HEADERS, fieldsOf(type).map(rowOf))];
  }
  return [];
}

type AnyField = GraphQLField<unknown, unknown> | GraphQLInputField;

function fieldsOf(type: GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType): AnyField[] {
  return Object.values<AnyField>(type.getFields());
}

function rowsOfValues(type: GraphQLEnumType): string[][] {
  return type.getValues().map((value) => [code(value.name), aboutOf(value)]);
}

function rowOf(field: AnyField): string[] {
  const parameters =
    'args' in field && field.args.length > 0 ? `(${field.args.map(argumentOf).join(', ')})` : '';
  return [code(`${field.name}${parameters}`), code(String(field.type)), aboutOf(field)];
}

function argumentOf({ name, type }: GraphQLArgument): string {
  return `${name}: ${String(type)}`;
}

interface Described {
  readonly description?: string | null | undefined;
  readonly deprecationReason?: string | null | undefined;
}

function aboutOf({ description, deprecationReason }: Described): string {
  const warning = deprecationReason ? `_Deprecated: ${deprecationReason}_` : '';
  return `${description ?? ''} ${warning}`.trim();
}
