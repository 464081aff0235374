import {
  TRIGGER_INFO,
  exampleSettings,
  fieldTitle,
  legacyTypeName,
  slugOf,
} from '@patchbay/integration-contracts';
import type { Field, IntegrationDefinition, Level, Trigger } from '@patchbay/integration-contracts';
import { samplePath } from './events-page.ts';
import { exampleRequest } from './integration-requests.ts';
import { code, codeBlock, generatedNote, page, table, yesOrBlank } from './markdown.ts';

const PATHS: Readonly<Record<Level, string>> = {
  project: '/api/v4/projects/1042/integrations',
  group: '/api/v4/groups/acme%2Frockets/integrations',
  instance: '/api/v4/admin/integrations',
};

/** `docs/integrations/<slug>.md`. */
export function integrationPage(definition: IntegrationDefinition): string {
  const { name, title, summary } = definition;
  const { trigger, text } = exampleRequest(definition);
  return page(
    generatedNote('libs/integration-catalogue/src'),
    `# ${title}`,
    summary,
    facts(definition),
    '## Fields',
    table(
      ['Field', 'Title', 'Type', 'Required', 'Default', 'Secret', 'Help'],
      Object.entries(definition.fields).map(([field, declared]) => fieldRow(field, declared)),
    ),
    '## Events',
    eventsText(definition),
    '## Setting it up',
    codeBlock('sh', curl(definition)),
    '## What it sends',
    `For the [sample](../${samplePath(trigger)}) of ${code(trigger)}, with the example settings and all secrets masked; the ` +
      `worker adds the [headers that every request has](README.md#headers).`,
    text,
    `The definition is in the file \`${name.replaceAll('_', '-')}.integration.ts\` of the catalogue.`,
  );
}

function facts({ name, category, levels, isMultiple }: IntegrationDefinition): string {
  const slug = slugOf(name);
  const slugs = isMultiple
    ? `${code(slug)}, and ${code(slugOf(name, 'a-label'))} for further ones`
    : code(slug);
  return [
    `- Slug: ${slugs}`,
    `- Category: ${code(category)}`,
    `- Levels: ${levels.join(', ')}`,
    `- Type name in older APIs: ${code(legacyTypeName(name))}`,
  ].join('\n');
}

function fieldRow(name: string, declared: Field): string[] {
  const { options, kind, isSecret } = declared;
  const choices = options.choices?.map(([, value]) => code(value)).join(', ');
  const notes = [
    options.help,
    choices === undefined ? undefined : `One of ${choices}.`,
    options.exposesSecrets === true ? 'Changing it clears stored secrets.' : undefined,
    options.apiOnly === true ? 'Not in the form.' : undefined,
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

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function eventsText({ events }: IntegrationDefinition): string {
  const row = (trigger: Trigger): string[] => [
    `[${code(trigger)}](../events.md#${trigger})`,
    events.configurable.includes(trigger) ? code(TRIGGER_INFO[trigger].switch) : '',
    events.default.includes(trigger) ? 'on' : 'off',
    TRIGGER_INFO[trigger].description,
  ];
  return table(['Trigger', 'Switch', 'Default', 'When'], events.supported.map(row));
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
