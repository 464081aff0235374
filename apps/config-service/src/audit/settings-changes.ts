import { isDeepStrictEqual } from 'node:util';
import { eventSwitch, publicValues } from '@patchbay/integration-contracts';
import type { IntegrationDefinition, SettingsValues } from '@patchbay/integration-contracts';
import type { IntegrationSettings } from '../settings/integration-settings.ts';
import { SECRET_MASK } from './audit-entry.ts';
import type { Change, SettingsAction } from './audit-entry.ts';

/** Settings with their properties in clear, which never leave this module. */
export interface OpenedSettings {
  readonly settings: Pick<IntegrationSettings, 'isActive' | 'isInherited' | 'triggers'>;
  readonly values: SettingsValues;
}

/** What was done, told by what became of the settings. */
export function actionOf(
  before: IntegrationSettings | undefined,
  { isActive, isInherited }: Pick<IntegrationSettings, 'isActive' | 'isInherited'>,
): SettingsAction {
  if (isInherited) return 'inherited';
  if (!isActive) return 'turned_off';
  return before === undefined ? 'created' : 'updated';
}

/** What differs, by the names that requests use. Values of secrets and passwords in URLs are in none of it. */
export function changesBetween(
  definition: IntegrationDefinition,
  before: OpenedSettings | undefined,
  after: OpenedSettings | undefined,
): Readonly<Record<string, Change>> {
  const [from, to] = [shownMembers(definition, before), shownMembers(definition, after)];
  const changes: Record<string, Change> = {};
  for (const name of new Set([...Object.keys(from), ...Object.keys(to)])) {
    const change = { from: from[name] ?? null, to: to[name] ?? null };
    // Two secrets look the same and are not.
    const isChanged =
      !isDeepStrictEqual(change.from, change.to) ||
      !isDeepStrictEqual(before?.values[name] ?? null, after?.values[name] ?? null);
    if (isChanged) changes[name] = change;
  }
  return changes;
}

function shownMembers(
  definition: IntegrationDefinition,
  opened: OpenedSettings | undefined,
): Readonly<Record<string, unknown>> {
  if (opened === undefined) return {};
  const { settings, values } = opened;
  const on = new Set(settings.triggers.map(eventSwitch));
  const switches = definition.events.supported.map(eventSwitch).map((name) => [name, on.has(name)] as const);
  const secrets = Object.entries(definition.fields)
    .filter(([name, field]) => field.isSecret && values[name] !== undefined)
    .map(([name]) => [name, SECRET_MASK] as const);
  return {
    active: settings.isActive,
    use_inherited_settings: settings.isInherited,
    ...Object.fromEntries(switches),
    // A property may have the name of an event's switch; it says more.
    ...publicValues(definition, values),
    ...Object.fromEntries(secrets),
  };
}
