import { slugOf } from '../definition/index.ts';
import type {
  Field,
  FieldKind,
  FieldSection,
  IntegrationCategory,
  IntegrationDefinition,
  Level,
} from '../definition/index.ts';
import { TRIGGER_INFO } from '../events/index.ts';
import type { Trigger } from '../events/index.ts';

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
  readonly choices?: readonly { readonly label: string; readonly value: string }[];
  readonly checkbox_label?: string;
  readonly api_only?: true;
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
  readonly category: IntegrationCategory;
  readonly levels: readonly Level[];
  /** Whether a scope may hold several, each with a label in its slug: `webhook:audit`. */
  readonly multiple: boolean;
  readonly fields: readonly FormField[];
  readonly events: readonly FormEvent[];
}

/** Derives the form of an integration from its definition: no secrets and nothing stored are in it. */
export function integrationForm(definition: IntegrationDefinition): IntegrationForm {
  const { name, title, summary, category, levels, isMultiple } = definition;
  return {
    name,
    slug: slugOf(name),
    title,
    summary,
    category,
    levels,
    multiple: isMultiple,
    fields: Object.entries(definition.fields).map(([fieldName, declared]) => formField(fieldName, declared)),
    events: formEvents(definition.events.configurable, definition.events.default),
  };
}

/** `notify_only_broken_pipelines` → `Notify only broken pipelines`: the label of a field without a title. */
export function fieldTitle(name: string, { options }: Field): string {
  const words = name.replaceAll('_', ' ');
  return options.title ?? words.charAt(0).toUpperCase() + words.slice(1);
}

function formField(name: string, declared: Field): FormField {
  const { options, kind, isSecret } = declared;
  return {
    name,
    type: kind,
    title: fieldTitle(name, declared),
    required: options.required === true,
    secret: isSecret,
    ...(options.help !== undefined && { help: options.help }),
    ...(options.placeholder !== undefined && { placeholder: options.placeholder }),
    ...(options.section !== undefined && { section: options.section }),
    ...(options.default !== undefined && { default: options.default }),
    ...(options.example !== undefined && { example: options.example }),
    ...(options.choices !== undefined && {
      choices: options.choices.map(([label, value]) => ({ label, value })),
    }),
    ...(options.checkboxLabel !== undefined && { checkbox_label: options.checkboxLabel }),
    ...(options.apiOnly === true && { api_only: true as const }),
  };
}

/** One switch for all triggers that share its name. */
export function formEvents(triggers: readonly Trigger[], on: readonly Trigger[]): FormEvent[] {
  const bySwitch = Map.groupBy(triggers, (trigger) => TRIGGER_INFO[trigger].switch);
  return [...bySwitch].map(([name, switched]) => {
    const [first] = switched.map((trigger) => TRIGGER_INFO[trigger]);
    return {
      name,
      triggers: switched,
      title: first?.title ?? name,
      description: first?.description ?? '',
      default: switched.some((trigger) => on.includes(trigger)),
    };
  });
}
