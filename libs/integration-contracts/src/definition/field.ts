import type { z } from 'zod';
import type { Trigger } from '../events/index.ts';
import {
  booleanSchema,
  numberSchema,
  selectSchema,
  stringListSchema,
  textSchema,
  urlSchema,
} from './field-schemas.ts';
import type { TextRules } from './field-schemas.ts';

/** What a form shows for a field; GitLab's names plus `number`, `string_list` and `url`. */
export type FieldKind =
  'text' | 'textarea' | 'password' | 'checkbox' | 'select' | 'number' | 'string_list' | 'url';

/** Where the settings page puts a field. */
export type FieldSection = 'connection' | 'security' | 'payload' | 'trigger' | 'configuration';

export interface FieldOptions<Value> {
  /** Label; the capitalised name when absent. */
  readonly title?: string;
  readonly help?: string;
  readonly placeholder?: string;
  readonly required?: boolean;
  readonly default?: Value;
  /** A value that passes validation; documentation and tests are built from it. */
  readonly example?: Value;
  /** Sealed, write-only and masked wherever it might be shown. */
  readonly secret?: boolean;
  /** A change clears the stored secrets that are not given again in the same request. */
  readonly exposesSecrets?: boolean;
  /** Offered by the API only, not by the form. */
  readonly apiOnly?: boolean;
  readonly section?: FieldSection;
  /** Read by the definition's `filter`, so it travels to the dispatcher in clear; never a secret. */
  readonly routing?: boolean;
  /** Kept apart from the sealed properties, typed and queryable, for what is searched by; never a secret. */
  readonly dataField?: boolean;
  /** Asked for, checked and used only while another field has this value, or one of these. */
  readonly when?: FieldCondition;
  /** Whose texts its own are: those of a family such as `chat` are written and translated once. */
  readonly texts?: string;
  /** The event that the field belongs to, such as the channel for it; forms show it beside the event's switch. */
  readonly trigger?: Trigger;
}

export interface FieldCondition {
  readonly field: string;
  readonly is: FieldValue | readonly FieldValue[];
}
type FieldValue = string | number | boolean;

interface TextOptions extends FieldOptions<string>, TextRules {}
interface PasswordOptions extends TextOptions {
  readonly nonEmptyPasswordTitle?: string;
  readonly nonEmptyPasswordHelp?: string;
}
interface UrlOptions extends TextOptions {
  /** Host names that are accepted; any when absent. */
  readonly hosts?: readonly string[];
}
interface CheckboxOptions extends FieldOptions<boolean> {
  readonly checkboxLabel?: string;
}
interface NumberOptions extends FieldOptions<number> {
  readonly min?: number;
  readonly max?: number;
}
interface SelectOptions<Choice extends string | number> extends FieldOptions<Choice> {
  /** `[label, value]` pairs. */
  readonly choices: readonly (readonly [label: string, value: Choice])[];
}
interface StringListOptions extends FieldOptions<readonly string[]> {
  readonly maxItems?: number;
}

/** A declared property: its form metadata and the schema that validates it, in one value. */
export interface Field<
  Value = unknown,
  IsPresent extends boolean = boolean,
  IsRouting extends boolean = boolean,
> {
  readonly kind: FieldKind;
  readonly options: Readonly<
    FieldOptions<Value> & {
      checkboxLabel?: string;
      choices?: readonly (readonly [string, string | number])[];
      pattern?: RegExp;
      patternHint?: string;
      maxLength?: number;
      min?: number;
      max?: number;
      nonEmptyPasswordTitle?: string;
      nonEmptyPasswordHelp?: string;
    }
  >;
  readonly schema: z.ZodType<Value>;
  readonly isSecret: boolean;
  /** Type-level only: whether a valid settings object always holds a value, and whether the filter sees it. */
  readonly presence?: IsPresent;
  readonly routing?: IsRouting;
}

type Present<O> = O extends { when: unknown }
  ? false
  : O extends { required: true }
    ? true
    : O extends { default: unknown }
      ? true
      : false;
type Routing<O> = O extends { routing: true } ? true : false;

function make<Value, P extends boolean, R extends boolean>(
  kind: FieldKind,
  options: FieldOptions<Value>,
  schema: z.ZodType<Value>,
): Field<Value, P, R> {
  return { kind, options, schema, isSecret: options.secret === true };
}

/**
 * Builders for the fields of an integration. Each returns the form metadata together with the schema, so that the form,
 * the validation and the type of `settings` cannot part.
 */
export const field = {
  text: <const O extends TextOptions>(options: O): Field<string, Present<O>, Routing<O>> =>
    make('text', options, textSchema(options)),
  textarea: <const O extends TextOptions>(options: O): Field<string, Present<O>, Routing<O>> =>
    make('textarea', options, textSchema(options)),
  /** Always a secret, whatever its name. */
  password: <const O extends PasswordOptions>(options: O): Field<string, Present<O>, false> =>
    make('password', { ...options, secret: true }, textSchema(options)),
  url: <const O extends UrlOptions>(options: O): Field<string, Present<O>, Routing<O>> =>
    make('url', options, urlSchema(options)),
  /** Off unless `default` says otherwise, so its value is always there. */
  checkbox: <const O extends CheckboxOptions>(
    options: O,
  ): Field<boolean, O extends { when: unknown } ? false : true, Routing<O>> =>
    make('checkbox', { ...options, default: options.default ?? false }, booleanSchema),
  number: <const O extends NumberOptions>(options: O): Field<number, Present<O>, Routing<O>> =>
    make('number', options, numberSchema(options)),
  select: <const Choice extends string | number, const O extends SelectOptions<Choice>>(
    options: O & SelectOptions<Choice>,
  ): Field<O['choices'][number][1], Present<O>, Routing<O>> =>
    make('select', options, selectSchema<O['choices'][number][1]>(options.choices.map(([, value]) => value))),
  /** Accepts an array, or a text split at commas and line ends. */
  stringList: <const O extends StringListOptions>(
    options: O,
  ): Field<readonly string[], Present<O>, Routing<O>> =>
    make('string_list', options, stringListSchema(options)),
};

export type Fields = Readonly<Record<string, Field>>;

/** The validated settings of an integration as its request builder sees them. */
export type SettingsOf<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends Field<infer Value, infer P>
    ? P extends true
      ? Value
      : Value | undefined
    : never;
};

/** The part of the settings that the dispatcher's filter may read. */
export type RoutingSettingsOf<F extends Fields> = {
  readonly [
    K in keyof F as F[K] extends Field<unknown, boolean, infer R> ? (R extends true ? K : never) : never
  ]: SettingsOf<F>[K];
};
