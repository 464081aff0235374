import { AppError, field, invalidSettings, problem } from '@patchbay/integration-contracts';
import type { SettingsChange } from '../settings/settings.service.ts';

const FLAG = field.checkbox({}).schema;
const INHERIT = 'use_inherited_settings';

/**
 * Reads the body of a PUT, JSON or form-encoded. The values themselves are checked against the integration's fields later.
 * Without `use_inherited_settings` the values are the scope's own: that is what GitLab documents.
 * @throws AppError `invalid_request` when it is no flat object or has too many fields, `invalid_settings` for an ill-formed flag
 */
export function settingsChangeOf(body: unknown, fieldLimit: number): SettingsChange {
  const { [INHERIT]: inherit = false, ...parameters } = objectOf(body, fieldLimit);
  const flag = FLAG.safeParse(inherit);
  if (!flag.success) throw invalidSettings(new Map([[INHERIT, [problem('not_boolean')]]]));
  return { parameters, isInherited: flag.data };
}

function objectOf(body: unknown, fieldLimit: number): Record<string, unknown> {
  // A PUT without a body is fine for integrations that need no settings.
  if (body === undefined || body === null) return {};
  if (typeof body !== 'object' || Array.isArray(body)) {
    throw new AppError('invalid_request', 'The body must be an object with the integration’s fields.');
  }
  const entries = Object.entries(body);
  if (entries.length > fieldLimit) {
    throw new AppError(
      'invalid_request',
      `The body has ${entries.length} fields; at most ${fieldLimit} are accepted.`,
    );
  }
  return Object.fromEntries(entries.map(([name, value]: [string, unknown]) => listField(name, value)));
}

/** Forms write a list as `name[]=a&name[]=b`. */
function listField(name: string, value: unknown): [string, unknown] {
  if (!name.endsWith('[]')) return [name, value];
  return [name.slice(0, -2), Array.isArray(value) ? value : [value]];
}
