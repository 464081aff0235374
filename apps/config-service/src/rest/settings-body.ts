import { AppError, field, invalidSettings, problem } from '@patchbay/integration-contracts';
import type { SettingsChange } from '../settings/settings.service.ts';

const FLAG = field.checkbox({}).schema;
const INHERIT = 'use_inherited_settings';

/**
 * Reads the body of a PUT, JSON or form-encoded. The values themselves are checked against the integration's fields later.
 * Without `use_inherited_settings` the values are the scope's own: that is what GitLab documents.
 * @throws AppError `invalid_request` when it is no flat object, `invalid_settings` for an ill-formed flag
 */
export function settingsChangeOf(body: unknown): SettingsChange {
  const { [INHERIT]: inherit = false, ...parameters } = objectOf(body);
  const flag = FLAG.safeParse(inherit);
  if (!flag.success) throw invalidSettings(new Map([[INHERIT, [problem('not_boolean')]]]));
  return { parameters, isInherited: flag.data };
}

/**
 * Reads the body of a PATCH: fields and event switches as in a PUT, and `active`.
 * @throws AppError as {@link settingsChangeOf}
 */
export function partialChangeOf(body: unknown): SettingsChange {
  const { active, ...parameters } = objectOf(body);
  const change = { parameters, isInherited: false, isPartial: true };
  if (active === undefined) return change;
  const flag = FLAG.safeParse(active);
  if (!flag.success) throw invalidSettings(new Map([['active', [problem('not_boolean')]]]));
  return { ...change, isActive: flag.data };
}

function objectOf(body: unknown): Record<string, unknown> {
  // A PUT without a body is fine for integrations that need no settings.
  if (body === undefined || body === null) return {};
  if (typeof body !== 'object' || Array.isArray(body)) {
    throw new AppError('invalid_request', 'The body must be an object with the integration’s fields.');
  }
  return Object.fromEntries(
    Object.entries(body).map(([name, value]: [string, unknown]) => listField(name, value)),
  );
}

/** Forms write a list as `name[]=a&name[]=b`. */
function listField(name: string, value: unknown): [string, unknown] {
  if (!name.endsWith('[]')) return [name, value];
  return [name.slice(0, -2), Array.isArray(value) ? value : [value]];
}
