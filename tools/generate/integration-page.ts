import {
  TRIGGER_INFO,
  exampleSettings,
  fieldTitle,
  graphqlEnumName,
  legacyTypeName,
  slugOf,
} from '@patchbay/integration-contracts';
import type {
  Field,
  FieldCondition,
  IntegrationDefinition,
  Level,
  Trigger,
} from '@patchbay/integration-contracts';
import { samplePath } from './events-page.ts';
import { featureTexts } from './integration-features.ts';
import { exampleRequests } from './integration-requests.ts';
import type { ExampleRequests } from './integration-requests.ts';
import { code, codeBlock, generatedNote, page, table, yesOrBlank } from './markdown.ts';

const PATHS: Readonly<Record<Level, string>> = {
  project: '/api/v4/projects/1042/integrations',
  group: '/api/v4/groups/acme%2Frockets/integrations',
  instance: '/api/v4/admin/integrations',
};

/** `docs/integrations/<slug>.md`. */
export function integrationPage(definition: IntegrationDefinition): string {
  const { name, title, summary, help, fields } = definition;
  return page(
    generatedNote('libs/integration-catalogue/src'),
    `# ${title}`,
    summary,
    ...(help === undefined ? [] : [help]),
    facts(definition),
    ...(Object.keys(fields).length === 0 ? [] : ['## Fields', fieldsTable(definition)]),
    '## Setting it up',
    codeBlock('sh', curl(definition)),
    ...eventsTexts(definition),
    ...featureTexts(definition),
    '## Limits',
    limitsText(definition),
    `The definition is in the file \`${name.replaceAll('_', '-')}.integration.ts\` of the catalogue.`,
  );
}

function fieldsTable({ fields }: IntegrationDefinition): string {
  return table(
    ['Field', 'Title', 'Type', 'Required', 'Default', 'Secret', 'Help'],
    Object.entries(fields).map(([field, declared]) => fieldRow(field, declared)),
  );
}

function facts(definition: IntegrationDefinition): string {
  const { name, category, levels, isMultiple, deprecated, flag, isDevelopmentOnly, reader } = definition;
  const slug = slugOf(name);
  const slugs = isMultiple
    ? `${code(slug)}, and ${code(slugOf(name, 'a-label'))} for further ones`
    : code(slug);
  return [
    `- Slug: ${slugs}`,
    `- Category: ${code(category)}`,
    `- Levels: ${levels.join(', ')}`,
    `- Type name in older APIs: ${code(legacyTypeName(name))}, in GraphQL ${code(graphqlEnumName(name))}`,
    ...(deprecated === undefined ? [] : [`- Deprecated: ${deprecated}`]),
    ...(flag === undefined ? [] : [`- Offered only while the feature flag ${code(flag)} is on`]),
    ...(reader === undefined ? [] : [`- Read through the API by ${reader}, which makes the calls itself`]),
    ...(isDevelopmentOnly ? ['- Offered only where development integrations are switched on'] : []),
  ].join('\n');
}

function fieldRow(name: string, declared: Field): string[] {
  const { options, kind, isSecret } = declared;
  const choices = options.choices?.map(([, value]) => code(String(value))).join(', ');
  const notes = [
    options.help,
    choices === undefined ? undefined : `One of ${choices}.`,
    options.exposesSecrets === true ? 'Changing it clears stored secrets.' : undefined,
    options.apiOnly === true ? 'Not in the form.' : undefined,
    options.dataField === true
      ? 'Kept apart from the sealed properties; integrations can be searched by it.'
      : undefined,
    conditionOf(options.when),
  ];
  return [
    code(name),
    fieldTitle(name, declared),
    kind,
    yesOrBlank(options.required === true),
    options.default === undefined ? '' : code(asText(options.default)),
    yesOrBlank(isSecret),
    notes.filter((note) => note !== undefined).join(' '),
  ];
}

/** What fields take at most; what holds for every integration is said once, beside the list of them. */
function limitsText({ fields }: IntegrationDefinition): string {
  const limits = Object.entries(fields).flatMap(
    ([
      name,
      {
        options: { maxLength, min, max },
      },
    ]) => {
      const parts = [
        maxLength === undefined ? undefined : `at most ${maxLength} characters`,
        min === undefined ? undefined : `at least ${min}`,
        max === undefined ? undefined : `at most ${max}`,
      ].filter((part) => part !== undefined);
      return parts.length === 0 ? [] : [`- ${code(name)}: ${parts.join(', ')}`];
    },
  );
  return ['Those that [every integration](README.md#limits) has.', limits.join('\n')]
    .filter((part) => part !== '')
    .join('\n\n');
}

function conditionOf(when: FieldCondition | undefined): string | undefined {
  if (when === undefined) return undefined;
  const values = [when.is].flat().map((value) => code(String(value)));
  return `Only while ${code(when.field)} is ${values.join(' or ')}.`;
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function eventsTexts(definition: IntegrationDefinition): readonly string[] {
  const { events } = definition;
  if (events.supported.length === 0) return ['## Events', 'It listens to no events.'];
  const row = (trigger: Trigger): string[] => [
    `[${code(trigger)}](../events.md#${trigger})`,
    events.configurable.includes(trigger) ? code(TRIGGER_INFO[trigger].switch) : '',
    events.default.includes(trigger) ? 'on' : 'off',
    TRIGGER_INFO[trigger].description,
  ];
  return [
    '## Events',
    table(['Trigger', 'Switch', 'Default', 'When'], events.supported.map(row)),
    '## What it sends',
    'For a sample of each trigger, with the example settings and all secrets masked; the worker adds the ' +
      '[headers that every request has](README.md#headers).',
    ...sentTexts(exampleRequests(definition)),
  ];
}

/** The first of each shape in full; the others, which differ in what they say only, to be unfolded. */
function sentTexts(examples: readonly ExampleRequests[]): readonly string[] {
  const seen = new Set<string>();
  return examples.map(({ trigger, sample, text, shape }) => {
    const title =
      sample === 'typical'
        ? `For the [sample](../${samplePath(trigger)}) of ${code(trigger)}`
        : `For the sample ${code(sample)} of ${code(trigger)}, since nothing is sent for the typical one`;
    if (!seen.has(shape)) {
      seen.add(shape);
      return `### ${code(trigger)}\n\n${title}:\n\n${text}`;
    }
    return `<details>\n<summary>${trigger}</summary>\n\n${title}:\n\n${text}\n\n</details>`;
  });
}

/** The example values, without those that only repeat a default. */
function curl(definition: IntegrationDefinition): string {
  const { fields, levels, name, isMultiple } = definition;
  const example = Object.entries(exampleSettings(definition)).filter(
    ([field]) => fields[field]?.options.example !== undefined,
  );
  const path = `${PATHS[levels[0] ?? 'instance']}/${isMultiple ? slugOf(name, 'a-label') : slugOf(name)}`;
  const body = JSON.stringify(Object.fromEntries(example), undefined, 2);
  return [
    `curl -X PUT "$PATCHBAY_URL${path}" \\`,
    `  -H "PRIVATE-TOKEN: $PATCHBAY_TOKEN" -H 'content-type: application/json' \\`,
    `  -d '${body.replaceAll("'", String.raw`'\''`)}'`,
  ].join('\n');
}
