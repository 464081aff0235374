import { AppError } from '../errors/index.ts';
import { URL_PASSWORD_MASK } from '../definition/index.ts';
import type { Field, IntegrationDefinition } from '../definition/index.ts';

export type SettingsValues = Readonly<Record<string, unknown>>;

const isBlank = (value: unknown): boolean => value === undefined || value === null || value === '';

/**
 * Checks a complete set of values against a definition's fields and fills the defaults in; blank ones count as absent.
 * @throws AppError `invalid_settings` naming every problem by field: unknown, missing or ill-formed ones, then rules across fields.
 */
export function validateSettings(definition: IntegrationDefinition, values: SettingsValues): SettingsValues {
  const problems = new Map<string, string[]>();
  const valid: Record<string, unknown> = {};
  for (const name of Object.keys(values)) {
    if (!Object.hasOwn(definition.fields, name)) problems.set(name, ['is not a field of this integration']);
  }
  for (const [name, field] of Object.entries(definition.fields)) {
    const checked = checkField(field, Object.hasOwn(values, name) ? values[name] : undefined);
    if (checked.problems.length > 0) problems.set(name, checked.problems);
    else if (checked.value !== undefined) valid[name] = checked.value;
  }
  if (problems.size === 0) {
    for (const [name, problem] of Object.entries(definition.validate(valid))) problems.set(name, [problem]);
  }
  if (problems.size > 0) {
    const fields = Object.fromEntries(problems);
    const detail = [...problems].map(([name, found]) => `${name} ${found.join(', ')}`).join('; ');
    throw new AppError('invalid_settings', detail, { fields });
  }
  return valid;
}

function checkField(field: Field, given: unknown): { value?: unknown; problems: string[] } {
  const value = isBlank(given) ? field.options.default : given;
  if (isBlank(value)) return { problems: field.options.required === true ? ['is missing'] : [] };
  const result = field.schema.safeParse(typeof value === 'string' ? value.trim() : value);
  if (result.success) return { value: result.data, problems: [] };
  return { problems: result.error.issues.map((issue) => issue.message) };
}

/** The values that the definition's filter reads, which may travel in clear. */
export function routingValues(
  definition: IntegrationDefinition,
  values: SettingsValues,
): Record<string, unknown> {
  const names = Object.keys(definition.fields).filter(
    (name) => definition.fields[name]?.options.routing === true,
  );
  return Object.fromEntries(names.filter((name) => name in values).map((name) => [name, values[name]]));
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
