import { graphqlEnumName, legacyTypeName } from '../definition/index.ts';
import type { Field, FieldKind, IntegrationDefinition } from '../definition/index.ts';
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

/**
 * The GraphQL types of a catalogue in SDL: the interface, a default type that exposes no more than it, one type for each
 * integration with its properties except the secret ones, and the enum of all of them. Names as in GitLab's GraphQL API.
 */
export function graphqlSchema(catalogue: readonly IntegrationDefinition[]): string {
  return [
    `"""An integration of any kind."""\ninterface Service {\n${indent(COMMON)}\n}`,
    `"""An integration of which no more is told."""\ntype BaseService implements Service {\n${indent(COMMON)}\n}`,
    ...catalogue.map(integrationType),
    `enum ServiceType {\n${indent(catalogue.map(enumValue))}\n}`,
  ].join('\n\n');
}

function integrationType({ name, title, summary, fields }: IntegrationDefinition): string {
  const properties = Object.entries(fields)
    .filter(([field, { isSecret }]) => !isSecret && !RESERVED.has(camelCase(field)))
    .map(([field, declared]) => property(field, declared));
  return `${description(`${title}: ${summary}`)}\ntype ${legacyTypeName(name)} implements Service {\n${indent([...COMMON, ...properties])}\n}`;
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
