import { slugOf } from '../../definition/index.ts';
import type { IntegrationDefinition } from '../../definition/index.ts';
import { exampleSettings } from '../example-settings.ts';
import { schemaStem } from './integration-schemas.ts';
import {
  CURSOR,
  PAGING,
  jsonBody,
  jsonOrForm,
  limit,
  listOf,
  operation,
  parameter,
  schemaRef,
  text,
} from './parts.ts';
import type { OpenApiPart } from './parts.ts';
import { PLACES, SLUG } from './scope-places.ts';
import type { Place } from './scope-places.ts';

type Paths = [string, OpenApiPart][];

const RESOLVED = parameter('query', 'resolved', {
  description: 'Lists what is inherited as well, and where from.',
  schema: { type: 'string', enum: ['true', 'false'], default: 'false' },
});
const SEARCH = [
  parameter('query', 'name', { required: true, schema: schemaRef('Slug'), example: 'jira' }),
  parameter('query', 'field', { required: true, description: 'One of its data fields.', example: 'url' }),
  parameter('query', 'value', {
    ...{ required: true, description: 'The whole value.', example: 'https://jira.example.com' },
  }),
  limit(100),
  CURSOR,
];
const PURGE = parameter('query', 'purge', {
  description: 'Takes the row away as well, so that the settings of the next scope outwards hold again.',
  schema: { type: 'string', enum: ['true', 'false'], default: 'false' },
});
const UUID = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const IF_MATCH: OpenApiPart = {
  name: 'If-Match',
  in: 'header',
  schema: { ...text, pattern: `^(\\*|"[0-9]{1,15}-${UUID}")$` },
  description: 'The `ETag` of the settings as the caller has seen them, or `*`.',
};
const LANGUAGE: OpenApiPart = {
  name: 'Accept-Language',
  in: 'header',
  schema: text,
  description: 'Language of titles and descriptions: en or de.',
};

/** Settings: what is common to all slugs, and a PUT of its own for each integration at each of its levels. */
export function settingsPaths(definitions: readonly IntegrationDefinition[]): OpenApiPart {
  const catalogue = operation({
    tag: 'Catalogue',
    summary: 'What can be set up, with fields and events',
    success: [200, listOf(schemaRef('CatalogueEntry'))],
    parameters: [LANGUAGE],
  });
  const places = PLACES.flatMap((place) => [
    ...commonPaths(place),
    ...putPaths(place, definitions),
    ...ownPaths(place),
  ]);
  return { '/api/v4/catalogue': { get: catalogue }, ...Object.fromEntries(places) };
}

function commonPaths({ path, tag, parameters }: Place): Paths {
  const one = { parameters: [...parameters, SLUG] };
  const integration = schemaRef('Integration');
  return [
    [
      path,
      {
        parameters,
        get: operation({
          ...{ tag, summary: 'The active integrations', parameters: [...PAGING, RESOLVED] },
          success: [200, listOf(integration)],
        }),
      },
    ],
    [
      `${path}/{slug}`,
      {
        ...one,
        get: operation({ tag, summary: 'One integration', success: [200, integration] }),
        patch: operation({
          ...{ tag, summary: 'Change some of the settings, or turn it on or off', refusals: [409, 412] },
          parameters: [IF_MATCH],
          body: jsonBody(schemaRef('PartialSettings'), { active: false }),
          success: [200, integration],
        }),
        delete: operation({
          ...{ tag, summary: 'Turn off and forget the properties', refusals: [409, 412] },
          parameters: [PURGE, IF_MATCH],
          success: [204],
        }),
      },
    ],
    [
      `${path}/{slug}/form`,
      {
        ...one,
        get: operation({
          ...{ tag, summary: 'The form of an integration, filled in', parameters: [LANGUAGE] },
          success: [200, schemaRef('Form')],
        }),
      },
    ],
  ];
}

function putPaths({ level, path, title, parameters }: Place, all: readonly IntegrationDefinition[]): Paths {
  return all
    .filter(({ levels }) => levels.includes(level))
    .map((definition) => {
      const stem = schemaStem(definition.name);
      const put = operation({
        ...{
          tag: definition.title,
          summary: `Set ${definition.title} up for ${title}`,
          refusals: [409, 412],
        },
        parameters: [IF_MATCH],
        body: jsonOrForm(schemaRef(`${stem}Settings`), exampleSettings(definition)),
        success: [200, schemaRef(`${stem}Integration`)],
      });
      return [`${path}/${slugOf(definition.name)}`, { parameters, put }];
    });
}

/** What not every level has. */
function ownPaths({ level, path, tag, parameters }: Place): Paths {
  const one = { parameters: [...parameters, SLUG] };
  if (level === 'project') {
    const links = operation({
      ...{ tag, summary: 'Links of the tracker or the wiki that acts for the project' },
      parameters: [
        parameter('query', 'text', { description: 'A text whose mentions of issues are looked for.' }),
      ],
      success: [200, schemaRef('Links')],
    });
    return [[`${path}/{slug}/links`, { ...one, get: links }]];
  }
  const overrides = operation({
    ...{ tag, summary: 'Who has settings of their own instead of these', parameters: [limit(100), CURSOR] },
    success: [200, schemaRef('OverridesPage')],
  });
  const search = operation({
    ...{ tag, summary: 'Integrations of all scopes by the value of a data field', parameters: SEARCH },
    success: [200, schemaRef('SearchPage')],
  });
  return [
    [`${path}/{slug}/overrides`, { ...one, get: overrides }],
    ...(level === 'instance' ? ([[`${path}/search`, { get: search }]] satisfies Paths) : []),
  ];
}
