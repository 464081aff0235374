import { slugOf } from '../../definition/index.ts';
import type { IntegrationDefinition, Level } from '../../definition/index.ts';
import { parameter, schemaRef, text } from './parts.ts';
import type { OpenApiPart } from './parts.ts';

/** Where the integrations of a level lie. */
export interface Place {
  readonly level: Level;
  readonly path: string;
  readonly title: string;
  readonly tag: string;
  readonly parameters: readonly OpenApiPart[];
}

const SLUG_EXAMPLE = 'slack';
export const SLUG = parameter('path', 'slug', { schema: schemaRef('Slug'), example: SLUG_EXAMPLE });

const SEGMENT = '[A-Za-z0-9_.][A-Za-z0-9_.\\-]{0,254}';
const FULL_PATH = { ...text, pattern: `^${SEGMENT}(/${SEGMENT}){0,20}$` };
const PROJECT_ID = { type: 'integer', minimum: 1, maximum: 999_999_999_999_999 };
const PROJECT_EXAMPLE = 1042;
const GROUP_EXAMPLE = 'platform/tools';

/** The schemas that the parameters of paths refer to. */
export function placeSchemas(definitions: readonly IntegrationDefinition[]): OpenApiPart {
  const multiple = definitions.filter(({ isMultiple }) => isMultiple).map(({ name }) => slugOf(name));
  const slugs = { enum: definitions.map(({ name }) => slugOf(name)) };
  const labelled = { pattern: `^(${multiple.join('|')}):[a-z0-9]([a-z0-9\\-]{0,38}[a-z0-9])?$` };
  return {
    Slug: {
      ...text,
      description:
        'Such as `microsoft-teams`, or `webhook:audit` where a scope can have several, each with a label.',
      anyOf: [slugs, ...(multiple.length > 0 ? [labelled] : [])],
      examples: [SLUG_EXAMPLE],
    },
    ProjectId: {
      description: 'The number of a project, or its full path, slashes URL-encoded.',
      anyOf: [PROJECT_ID, FULL_PATH],
      examples: [PROJECT_EXAMPLE],
    },
    GroupPath: {
      ...FULL_PATH,
      description: 'The full path of a group, slashes URL-encoded.',
      examples: [GROUP_EXAMPLE],
    },
  };
}

const place = (
  level: Level,
  path: string,
  { title, parameters }: { title: string; parameters: readonly OpenApiPart[] },
): Place => ({ level, path, title, tag: `Integrations of ${title}`, parameters });

export const PLACES: readonly Place[] = [
  place('project', '/api/v4/projects/{id}/integrations', {
    title: 'a project',
    parameters: [parameter('path', 'id', { schema: schemaRef('ProjectId'), example: PROJECT_EXAMPLE })],
  }),
  place('group', '/api/v4/groups/{id}/integrations', {
    title: 'a group',
    parameters: [parameter('path', 'id', { schema: schemaRef('GroupPath'), example: GROUP_EXAMPLE })],
  }),
  place('instance', '/api/v4/admin/integrations', { title: 'the instance', parameters: [] }),
];
