import type { Field, IntegrationDefinition } from '../definition/index.ts';

/**
 * Looks a text up by its key, `slack.fields.webhook.title`; what has no translation comes back as it was given.
 * The catalogue's `translator` is one.
 */
export type Translate = (key: string, english: string) => string;

/** For where English is wanted. */
export const untranslated: Translate = (_key, english) => english;

type FieldText =
  | 'title'
  | 'help'
  | 'checkbox_label'
  | 'pattern_hint'
  | 'non_empty_password_title'
  | 'non_empty_password_help'
  | `choices.${string}`;

/** The key of one of a field's texts: in the integration's namespace, or in that of the family the field comes from. */
export function fieldTextKey(definition: IntegrationDefinition, field: string, text: FieldText): string {
  const namespace = definition.fields[field]?.options.texts ?? definition.name;
  return `${namespace}.fields.${field}.${text}`;
}

/** `notify_only_broken_pipelines` → `Notify only broken pipelines`: the label of a field without a title. */
export function fieldTitle(name: string, { options }: Field): string {
  const words = name.replaceAll('_', ' ');
  return options.title ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** Every text of a definition in English, by key; placeholders are examples of input and in no language. */
export function englishTexts(definition: IntegrationDefinition): ReadonlyMap<string, string> {
  const { name, title, summary, help, deprecated, problems } = definition;
  const own = Object.entries({ title, summary, help, deprecated });
  const texts: (readonly [string, string | undefined])[] = own.map(([key, text]) => [`${name}.${key}`, text]);
  for (const field of Object.keys(definition.fields)) texts.push(...textsOfField(definition, field));
  for (const [key, text] of Object.entries(problems)) texts.push([`${name}.problems.${key}`, text]);
  for (const [key, query] of Object.entries(definition.queries ?? {})) {
    texts.push([`${name}.queries.${key}`, query.summary]);
    for (const one of query.parameters) texts.push([`${name}.queries.${key}.${one.name}`, one.summary]);
  }
  for (const command of definition.inbound?.commands ?? []) {
    texts.push([`${name}.commands.${command.name}`, command.summary]);
  }
  return new Map(texts.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function textsOfField(
  definition: IntegrationDefinition,
  name: string,
): (readonly [string, string | undefined])[] {
  const field = definition.fields[name];
  if (field === undefined) return [];
  const { options } = field;
  const key = (text: FieldText): string => fieldTextKey(definition, name, text);
  return [
    [key('title'), fieldTitle(name, field)],
    [key('help'), options.help],
    [key('checkbox_label'), options.checkboxLabel],
    [key('pattern_hint'), options.patternHint],
    [key('non_empty_password_title'), options.nonEmptyPasswordTitle],
    [key('non_empty_password_help'), options.nonEmptyPasswordHelp],
    ...(options.choices ?? []).map(([label, value]) => [key(`choices.${value}`), label] as const),
  ];
}
