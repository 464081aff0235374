import { graphqlEnumName, legacyTypeName } from '../definition/index.ts';
import type { Field, FieldKind, IntegrationDefinition } from '../definition/index.ts';
import { TRIGGERS, TRIGGER_INFO } from '../events/index.ts';
import type { Trigger } from '../events/index.ts';
import { OPERATIONS } from './graphql-operations.ts';
import { fieldTitle } from './texts.ts';

const TYPES: Readonly<Record<FieldKind, string>> = {
  text: 'String',
  textarea: 'String',
  password: 'String',
  url: 'String',
  select: 'String',
  checkbox: 'Boolean',
  number: 'Float',
  string_list: '[String!]',
};

const COMMON = [
  '"""Class name, as older clients know it."""\ntype: String',
  'serviceType: ServiceType',
  'active: Boolean',
];

/** What every integration has besides its own properties; a property of the same name takes the place of one. */
const EXTRAS: Readonly<Record<string, string>> = {
  id: '"""Stays the same for good."""\nid: ID!',
  slug: '"""The name that REST has for it, with the label where there is one."""\nslug: String!',
  label: '"""Tells it from others of its kind in the same place."""\nlabel: String',
  inherited: '"""Whether the settings are those of an outer place."""\ninherited: Boolean!',
  inheritedFrom:
    '"""The place whose settings these are, where they are inherited: `instance`, or `group:` and its path."""\ninheritedFrom: String',
  revision: '"""Raised by every change."""\nrevision: Int!',
  updatedAt: '"""Time of the last change, in ISO 8601."""\nupdatedAt: String!',
  triggers: '"""The events that it listens to."""\ntriggers: [IntegrationEvent!]!',
};

/**
 * The whole GraphQL schema over a catalogue in SDL: queries, mutations, the interface of integrations, a default type that
 * exposes no more than it, one type for each integration with its properties except the secret ones, and the enum of all of
 * them. Names as in GitLab's GraphQL API.
 */
export function graphqlSchema(catalogue: readonly IntegrationDefinition[]): string {
  return [
    OPERATIONS,
    `"""An integration of any kind."""\ninterface Service {\n${indent(COMMON)}\n}`,
    `"""An integration of which no more is told."""\ntype BaseService implements Service {\n${indent(COMMON)}\n}`,
    ...catalogue.map(integrationType),
    `"""The kinds of integrations."""\nenum ServiceType {\n${indent(catalogue.map(enumValue))}\n}`,
    `"""What an integration can listen to."""\nenum IntegrationEvent {\n${indent(TRIGGERS.map(eventValue))}\n}`,
  ].join('\n\n');
}

function integrationType({ name, title, summary, fields }: IntegrationDefinition): string {
  const shown = Object.entries(fields).filter(
    ([field, { isSecret }]) => !isSecret && !RESERVED.has(camelCase(field)),
  );
  const own = new Set(shown.map(([field]) => camelCase(field)));
  const extras = Object.entries(EXTRAS).flatMap(([extra, line]) => (own.has(extra) ? [] : line));
  const properties = shown.map(([field, declared]) => property(field, declared));
  const lines = indent([...COMMON, ...extras, ...properties]);
  return `${description(`${title}: ${summary}`)}\ntype ${legacyTypeName(name)} implements Service {\n${lines}\n}`;
}

const RESERVED: ReadonlySet<string> = new Set(['type', 'serviceType', 'active']);

function property(name: string, field: Field): string {
  const { options, kind } = field;
  const isNumeric = options.choices?.every(([, value]) => typeof value === 'number') === true;
  const about = options.help ?? `${fieldTitle(name, field)}.`;
  return `${description(about)}\n${camelCase(name)}: ${isNumeric ? 'Int' : TYPES[kind]}`;
}

function enumValue({ name, title, deprecated }: IntegrationDefinition): string {
  const directive = deprecated === undefined ? '' : ` @deprecated(reason: ${JSON.stringify(deprecated)})`;
  return `${description(title)}\n${graphqlEnumName(name)}${directive}`;
}

function eventValue(trigger: Trigger): string {
  return `${description(TRIGGER_INFO[trigger].description)}\n${trigger}`;
}

/** `notify_only_broken_pipelines` → `notifyOnlyBrokenPipelines`, the name a property has in GraphQL. */
export function camelCase(name: string): string {
  return name.replaceAll(/_(\w)/g, (_all, letter: string) => letter.toUpperCase());
}

function description(text: string): string {
  return `"""${text.replaceAll('"""', '\\"""').replace(/"$/, '" ')}"""`;
}

function indent(parts: readonly string[]): string {
  return parts.join('\n').replaceAll(/^/gm, '  ');
}
