import type { IntegrationDefinition, Level } from '../definition/index.ts';
import { slugOf } from '../definition/index.ts';
import { OUTCOMES } from '../messages/index.ts';
import { schemaRef, schemaStem } from './openapi-schemas.ts';
import type { OpenApiPart } from './openapi-schemas.ts';

interface Place {
  readonly level: Level;
  readonly path: string;
  readonly title: string;
  readonly parameters: readonly OpenApiPart[];
}

const parameter = (place: 'path' | 'query', name: string, rest: OpenApiPart): OpenApiPart => ({
  name,
  in: place,
  required: place === 'path',
  schema: { type: 'string' },
  ...rest,
});
const SLUG = parameter('path', 'slug', {
  description: 'Such as `microsoft-teams`, or `webhook:audit` with a label.',
});

const PLACES: readonly Place[] = [
  {
    level: 'project',
    path: '/api/v4/projects/{id}/integrations',
    title: 'a project',
    parameters: [parameter('path', 'id', { description: 'Numeric id.', schema: { type: 'integer' } })],
  },
  {
    level: 'group',
    path: '/api/v4/groups/{id}/integrations',
    title: 'a group',
    parameters: [parameter('path', 'id', { description: 'URL-encoded full path.' })],
  },
  { level: 'instance', path: '/api/v4/admin/integrations', title: 'the instance', parameters: [] },
];

const QUERY = [
  parameter('query', 'outcome', { schema: { type: 'string', enum: OUTCOMES } }),
  parameter('query', 'limit', { schema: { type: 'integer', minimum: 1, default: 20 } }),
  parameter('query', 'cursor', { description: 'Where the page before ended.' }),
];

const SEARCH = [
  parameter('query', 'name', { required: true, description: 'Name or slug of the integration.' }),
  parameter('query', 'field', { required: true, description: 'One of its data fields.' }),
  parameter('query', 'value', { required: true, description: 'The whole value.' }),
  parameter('query', 'limit', { schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 } }),
  parameter('query', 'cursor', { description: 'Where the page before ended.' }),
];
const TEXT = parameter('query', 'text', { description: 'A text whose mentions of issues are looked for.' });
const LANGUAGE: OpenApiPart = {
  name: 'Accept-Language',
  in: 'header',
  schema: { type: 'string' },
  description: 'Language of titles and descriptions: en or de.',
};

/** The paths of the API: what is common to all slugs, and a PUT of its own for each integration at each of its levels. */
export function openApiPaths(definitions: readonly IntegrationDefinition[]): OpenApiPart {
  const list = { type: 'array', items: { type: 'object' } };
  return {
    '/api/v4/catalogue': {
      get: {
        ...operation('Catalogue', 'What can be set up, with fields and events', { 200: answer(list) }),
        parameters: [LANGUAGE],
      },
    },
    ...Object.fromEntries(
      PLACES.flatMap((place) => [...commonPaths(place), ...putPaths(place, definitions), ...ownPaths(place)]),
    ),
  };
}

/** What only one of the levels has. */
function ownPaths({ level, path, title, parameters }: Place): [string, OpenApiPart][] {
  const tag = `Integrations of ${title}`;
  if (level === 'project') {
    const links = operation(tag, 'Links of the tracker or the wiki that acts for the project', {
      200: answer(schemaRef('Links')),
    });
    return [
      [`${path}/{slug}/links`, { parameters: [...parameters, SLUG], get: { ...links, parameters: [TEXT] } }],
    ];
  }
  if (level === 'group') return [];
  const search = operation(
    tag,
    'Integrations of all scopes by the value of a data field, for administrators',
    {
      200: answer(schemaRef('SearchPage')),
    },
  );
  return [[`${path}/search`, { get: { ...search, parameters: SEARCH } }]];
}

function commonPaths({ path, title, parameters }: Place): [string, OpenApiPart][] {
  const one = { parameters: [...parameters, SLUG] };
  const tag = `Integrations of ${title}`;
  const integrations = { type: 'array', items: schemaRef('Integration') };
  return [
    [path, { parameters, get: operation(tag, 'The active integrations', { 200: answer(integrations) }) }],
    [
      `${path}/{slug}`,
      {
        ...one,
        get: operation(tag, 'One integration', { 200: answer(schemaRef('Integration')) }),
        delete: operation(tag, 'Turn off and forget the properties', { 204: { description: 'Done' } }),
      },
    ],
    [
      `${path}/{slug}/form`,
      {
        ...one,
        get: {
          ...operation(tag, 'The form of an integration, filled in', { 200: answer(schemaRef('Form')) }),
          parameters: [LANGUAGE],
        },
      },
    ],
    [
      `${path}/{slug}/deliveries`,
      {
        ...one,
        get: {
          ...operation(tag, 'The requests that were made, newest first', {
            200: answer(schemaRef('AttemptPage')),
          }),
          parameters: QUERY,
        },
      },
    ],
    [
      `${path}/{slug}/deliveries/{attempt_id}`,
      {
        parameters: [...one.parameters, parameter('path', 'attempt_id', {})],
        get: operation(tag, 'One request with its answer', { 200: answer(schemaRef('FullAttempt')) }),
      },
    ],
  ];
}

function putPaths(
  { level, path, title, parameters }: Place,
  definitions: readonly IntegrationDefinition[],
): [string, OpenApiPart][] {
  const available = definitions.filter(({ levels }) => levels.includes(level));
  return available.map((definition) => {
    const stem = schemaStem(definition.name);
    const schema = schemaRef(`${stem}Settings`);
    const put = operation(definition.title, `Set ${definition.title} up for ${title}`, {
      200: answer(schemaRef(`${stem}Integration`)),
    });
    const content = {
      'application/json': { schema },
      'application/x-www-form-urlencoded': { schema },
    };
    return [`${path}/${slugOf(definition.name)}`, { parameters, put: { ...put, requestBody: { content } } }];
  });
}

function operation(tag: string, summary: string, responses: OpenApiPart): OpenApiPart {
  return {
    tags: [tag],
    summary,
    responses: { ...responses, default: answer(schemaRef('Error'), 'Refused') },
  };
}

function answer(schema: OpenApiPart, description = 'Done'): OpenApiPart {
  return { description, content: { 'application/json': { schema } } };
}
