import { z } from 'zod';

/** What a form shows for a field; GitLab's names plus `number`, `string_list` and `url`. */
export type FieldKind =
  'text' | 'textarea' | 'password' | 'checkbox' | 'select' | 'number' | 'string_list' | 'url';

/** Where the settings page puts a field. */
export type FieldSection = 'connection' | 'trigger' | 'configuration';

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
}

interface TextOptions extends FieldOptions<string> {
  /** The whole value must match; `patternHint` says in words what is expected. */
  readonly pattern?: RegExp;
  readonly patternHint?: string;
  /** Characters. */
  readonly maxLength?: number;
}
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
interface SelectOptions<Choice extends string> extends FieldOptions<Choice> {
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
      choices?: readonly (readonly [string, string])[];
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

type Present<O> = O extends { required: true } ? true : O extends { default: unknown } ? true : false;
type Routing<O> = O extends { routing: true } ? true : false;

/** Stands for a password inside a URL wherever the URL is shown. */
export const URL_PASSWORD_MASK = '****';
const DEFAULT_MAX_LENGTH = 8192;
const TRUTHY = new Set(['true', '1', 'yes', 'on', 't', 'y']);
const FALSY = new Set(['false', '0', 'no', 'off', 'f', 'n']);

const booleanSchema = z.preprocess(
  (value) => {
    const word = typeof value === 'string' ? value.trim().toLowerCase() : value;
    if (word === 1 || (typeof word === 'string' && TRUTHY.has(word))) return true;
    if (word === 0 || (typeof word === 'string' && FALSY.has(word))) return false;
    return value;
  },
  z.boolean({ error: 'must be true or false' }),
);

function textSchema({
  pattern,
  patternHint,
  maxLength = DEFAULT_MAX_LENGTH,
}: TextOptions): z.ZodType<string> {
  const schema = z
    .string({ error: 'must be a text' })
    .max(maxLength, { error: `must have at most ${maxLength} characters` })
    .refine((value) => !value.includes('\0'), { error: 'must not contain NUL characters' });
  return pattern === undefined
    ? schema
    : schema.refine((value) => pattern.test(value), {
        error: patternHint ?? `must match ${pattern.source}`,
      });
}

function urlProblem(value: string, hosts: readonly string[] | undefined): string | undefined {
  const url = URL.parse(value);
  if (url === null) return 'must be a valid URL, for example https://example.com/path';
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must start with https:// or http://';
  if (url.password === URL_PASSWORD_MASK) return 'holds a masked password; give the password again';
  if (hosts !== undefined && (url.protocol !== 'https:' || !hosts.includes(url.hostname))) {
    return `must be an https:// address at ${hosts.join(' or ')}`;
  }
  return undefined;
}

function urlSchema(options: UrlOptions): z.ZodType<string> {
  return textSchema(options).superRefine((value, context) => {
    const problem = urlProblem(value, options.hosts);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  });
}

function numberSchema({ min, max }: NumberOptions): z.ZodType<number> {
  let schema = z.number({ error: 'must be a number' });
  if (min !== undefined) schema = schema.min(min, { error: `must be at least ${min}` });
  if (max !== undefined) schema = schema.max(max, { error: `must be at most ${max}` });
  return z.preprocess(
    (value) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value),
    schema,
  );
}

function selectSchema<Choice extends string>(choices: SelectOptions<Choice>['choices']): z.ZodType<Choice> {
  const values = choices.map(([, value]) => value);
  return z.enum(values as [Choice, ...Choice[]], { error: `must be one of ${values.join(', ')}` });
}

function stringListSchema({ maxItems }: StringListOptions): z.ZodType<readonly string[]> {
  const items = z.array(z.string({ error: 'must be a list of texts' }), { error: 'must be a list of texts' });
  return z.preprocess(
    (value) =>
      typeof value === 'string'
        ? value
            .split(/[\n,]/)
            .map((item) => item.trim())
            .filter((item) => item !== '')
        : value,
    maxItems === undefined ? items : items.max(maxItems, { error: `must have at most ${maxItems} entries` }),
  );
}

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
  checkbox: <const O extends CheckboxOptions>(options: O): Field<boolean, true, Routing<O>> =>
    make('checkbox', { ...options, default: options.default ?? false }, booleanSchema),
  number: <const O extends NumberOptions>(options: O): Field<number, Present<O>, Routing<O>> =>
    make('number', options, numberSchema(options)),
  select: <const Choice extends string, const O extends SelectOptions<Choice>>(
    options: O & SelectOptions<Choice>,
  ): Field<O['choices'][number][1], Present<O>, Routing<O>> =>
    make<O['choices'][number][1], Present<O>, Routing<O>>(
      'select',
      options,
      selectSchema(options.choices as SelectOptions<O['choices'][number][1]>['choices']),
    ),
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
