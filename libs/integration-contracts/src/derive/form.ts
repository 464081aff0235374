import { slugOf } from '../definition/index.ts';
import type {
  FieldCondition,
  FieldKind,
  FieldSection,
  IntegrationCategory,
  IntegrationDefinition,
  Level,
} from '../definition/index.ts';
import { TRIGGER_INFO } from '../events/index.ts';
import type { Trigger } from '../events/index.ts';
import { fieldTextKey, fieldTitle, untranslated } from './texts.ts';
import type { Translate } from './texts.ts';

/** A field as a settings form needs it; keys as they go over the wire. */
export interface FormField {
  readonly name: string;
  readonly type: FieldKind;
  readonly title: string;
  readonly required: boolean;
  /** Write-only: whether one is stored is all that can be learnt of it. */
  readonly secret: boolean;
  readonly help?: string;
  readonly placeholder?: string;
  readonly section?: FieldSection;
  readonly default?: unknown;
  readonly example?: unknown;
  readonly choices?: readonly { readonly label: string; readonly value: string | number }[];
  readonly checkbox_label?: string;
  /** What to show in place of title and help while a secret is stored. */
  readonly non_empty_password_title?: string;
  readonly non_empty_password_help?: string;
  readonly api_only?: true;
  /** A change asks for the secrets again. */
  readonly exposes_secrets?: true;
  /** Source of a regular expression for the whole value, and what it wants in words. */
  readonly pattern?: string;
  readonly pattern_hint?: string;
  readonly max_length?: number;
  readonly min?: number;
  readonly max?: number;
  readonly when?: FieldCondition;
  /** Switch of the event that the field belongs to. */
  readonly event?: string;
}

/** A switch for an event, or for several that GitLab switches together, such as issues and work items. */
export interface FormEvent {
  /** The parameter that switches it: `merge_requests_events`. */
  readonly name: string;
  readonly triggers: readonly Trigger[];
  /** Of the first of them. */
  readonly title: string;
  readonly description: string;
  readonly default: boolean;
}

/** All that a form needs to know of an integration. */
export interface IntegrationForm {
  readonly name: string;
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  readonly help?: string;
  readonly deprecated?: string;
  readonly category: IntegrationCategory;
  readonly levels: readonly Level[];
  /** Whether a scope may hold several, each with a label in its slug: `webhook:audit`. */
  readonly multiple: boolean;
  readonly fields: readonly FormField[];
  readonly events: readonly FormEvent[];
}

/** Derives the form of an integration from its definition: no secrets and nothing stored are in it. */
export function integrationForm(
  definition: IntegrationDefinition,
  translate: Translate = untranslated,
): IntegrationForm {
  const { name, title, summary, help, deprecated, category, levels, isMultiple, events } = definition;
  const own = (key: string, english: string): string => translate(`${name}.${key}`, english);
  return {
    name,
    slug: slugOf(name),
    title: own('title', title),
    summary: own('summary', summary),
    ...(help !== undefined && { help: own('help', help) }),
    ...(deprecated !== undefined && { deprecated: own('deprecated', deprecated) }),
    category,
    levels,
    multiple: isMultiple,
    fields: Object.keys(definition.fields).flatMap((field) => formField(definition, field, translate) ?? []),
    events: formEvents(events.configurable, events.default, translate),
  };
}

function formField(
  definition: IntegrationDefinition,
  name: string,
  translate: Translate,
): FormField | undefined {
  const declared = definition.fields[name];
  if (declared === undefined) return undefined;
  const { options, kind, isSecret } = declared;
  const text = (key: Parameters<typeof fieldTextKey>[2], english: string | undefined): string | undefined =>
    english === undefined ? undefined : translate(fieldTextKey(definition, name, key), english);
  return withoutAbsent({
    name,
    type: kind,
    title: translate(fieldTextKey(definition, name, 'title'), fieldTitle(name, declared)),
    required: options.required === true,
    secret: isSecret,
    help: text('help', options.help),
    placeholder: options.placeholder,
    section: options.section,
    default: options.default,
    example: options.example,
    choices: options.choices?.map(([label, value]) => ({
      label: text(`choices.${value}`, label) ?? label,
      value,
    })),
    checkbox_label: text('checkbox_label', options.checkboxLabel),
    non_empty_password_title: text('non_empty_password_title', options.nonEmptyPasswordTitle),
    non_empty_password_help: text('non_empty_password_help', options.nonEmptyPasswordHelp),
    api_only: options.apiOnly === true ? true : undefined,
    exposes_secrets: options.exposesSecrets === true ? true : undefined,
    pattern: options.pattern?.source,
    pattern_hint: text('pattern_hint', options.patternHint),
    max_length: options.maxLength,
    min: options.min,
    max: options.max,
    when: options.when,
    event: options.trigger === undefined ? undefined : TRIGGER_INFO[options.trigger].switch,
  });
}

type Present<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function withoutAbsent<T extends object>(object: T): Present<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Present<T>;
}

/** One switch for all triggers that share its name. */
export function formEvents(
  triggers: readonly Trigger[],
  on: readonly Trigger[],
  translate: Translate = untranslated,
): FormEvent[] {
  const bySwitch = Map.groupBy(triggers, (trigger) => TRIGGER_INFO[trigger].switch);
  return [...bySwitch].map(([name, switched]) => {
    const [first] = switched;
    const { title, description } =
      first === undefined ? { title: name, description: '' } : TRIGGER_INFO[first];
    return {
      name,
      triggers: switched,
      title: translate(`events.${first}.title`, title),
      description: translate(`events.${first}.description`, description),
      default: switched.some((trigger) => on.includes(trigger)),
    };
  });
}
