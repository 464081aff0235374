import { fillIn, invalidSettings, problem } from '../errors/index.ts';
import type { Problem } from '../errors/index.ts';
import { URL_PASSWORD_MASK, trackSettings } from '../definition/index.ts';
import type { Field, FieldCondition, IntegrationDefinition, RuleProblem } from '../definition/index.ts';
import type { Trigger } from '../events/index.ts';
import { fieldProblems } from './field-problems.ts';
import { fieldTextKey } from './texts.ts';

export type SettingsValues = Readonly<Record<string, unknown>>;

const isBlank = (value: unknown): boolean => value === undefined || value === null || value === '';

/**
 * Checks a complete set of values against a definition's fields and fills the defaults in; blank ones count as absent, and so do
 * those whose condition does not hold.
 * @param before what is stored, for rules that go by what changes
 * @throws AppError `invalid_settings` naming every problem by field: unknown, missing or ill-formed ones, then rules across fields.
 */
export function validateSettings(
  definition: IntegrationDefinition,
  values: SettingsValues,
  before: SettingsValues = {},
): SettingsValues {
  const problems = new Map<string, readonly Problem[]>();
  const valid: Record<string, unknown> = {};
  for (const name of Object.keys(values)) {
    if (!Object.hasOwn(definition.fields, name)) problems.set(name, [problem('unknown_field')]);
  }
  const given = (name: string): unknown => (Object.hasOwn(values, name) ? values[name] : undefined);
  for (const name of Object.keys(definition.fields)) {
    if (!isAsked(definition, name, given)) continue;
    const checked = checkField(definition, name, given(name));
    if (checked.problems.length > 0) problems.set(name, checked.problems);
    else if (checked.value !== undefined) valid[name] = checked.value;
  }
  if (problems.size === 0) {
    const broken = definition.validate(trackSettings(valid, before));
    for (const [name, rule] of Object.entries(broken)) problems.set(name, [ruleProblem(definition, rule)]);
  }
  if (problems.size > 0) throw invalidSettings(problems);
  return valid;
}

/**
 * What valid settings are wrong in for the events that are on, by field: a template that makes no sense of one of them.
 * @param settings as `validateSettings` returned them
 */
export function eventProblems(
  definition: IntegrationDefinition,
  settings: SettingsValues,
  triggers: readonly Trigger[],
): ReadonlyMap<string, readonly Problem[]> {
  const broken = Object.entries(definition.validateEvents({ settings, triggers }));
  return new Map(broken.map(([name, rule]) => [name, [ruleProblem(definition, rule)]]));
}

function checkField(
  definition: IntegrationDefinition,
  name: string,
  given: unknown,
): { value?: unknown; problems: readonly Problem[] } {
  const field = definition.fields[name];
  if (field === undefined) return { problems: [] };
  const value = isBlank(given) ? field.options.default : given;
  if (isBlank(value)) return { problems: field.options.required === true ? [problem('missing')] : [] };
  const result = field.schema.safeParse(typeof value === 'string' ? value.trim() : value);
  if (result.success) return { value: result.data, problems: [] };
  const patternHint = {
    key: fieldTextKey(definition, name, 'pattern_hint'),
    values: {},
    text: field.options.patternHint ?? '',
  };
  return { problems: fieldProblems(result.error.issues, patternHint) };
}

/** Whether a field's condition holds: the other field has one of its values. */
export function isAsked(
  definition: IntegrationDefinition,
  name: string,
  valueOf: (name: string) => unknown,
): boolean {
  const condition = definition.fields[name]?.options.when;
  if (condition === undefined) return true;
  const other = definition.fields[condition.field];
  const given = valueOf(condition.field);
  const parsed = other?.schema.safeParse(isBlank(given) ? other.options.default : given);
  return parsed?.success === true && holds(condition, parsed.data);
}

function holds({ is }: FieldCondition, value: unknown): boolean {
  return Array.isArray(is) ? is.includes(value) : is === value;
}

function ruleProblem(definition: IntegrationDefinition, rule: RuleProblem): Problem {
  const { name, values } = typeof rule === 'string' ? { name: rule, values: {} } : rule;
  const text = fillIn(definition.problems[name] ?? name, values);
  return { key: `${definition.name}.problems.${name}`, values, text };
}

/** The values that are stored beside the sealed ones, typed and queryable. */
export function dataFieldValues(
  definition: IntegrationDefinition,
  values: SettingsValues,
): Record<string, unknown> {
  return valuesWhere(definition, values, ({ dataField }) => dataField === true);
}

/** The values that the definition's filter reads, which may travel in clear. */
export function routingValues(
  definition: IntegrationDefinition,
  values: SettingsValues,
): Record<string, unknown> {
  return valuesWhere(definition, values, ({ routing }) => routing === true);
}

function valuesWhere(
  { fields }: IntegrationDefinition,
  values: SettingsValues,
  isWanted: (options: Field['options']) => boolean,
): Record<string, unknown> {
  const wanted = Object.entries(fields).filter(([name, { options }]) => name in values && isWanted(options));
  return Object.fromEntries(wanted.map(([name]) => [name, values[name]]));
}

/** The values that may be shown: everything but the secrets, and passwords that stand in URLs masked. */
export function publicValues(
  definition: IntegrationDefinition,
  values: SettingsValues,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(definition.fields)
      .filter(([, field]) => !field.isSecret)
      .map(([name, field]) => [
        name,
        field.kind === 'url' ? withoutPassword(values[name]) : (values[name] ?? null),
      ]),
  );
}

function withoutPassword(value: unknown): unknown {
  const url = typeof value === 'string' ? URL.parse(value) : null;
  if (url === null || url.password === '') return value ?? null;
  url.password = URL_PASSWORD_MASK;
  return url.href;
}
