import { integrationByName } from '@patchbay/integration-catalogue';
import { AppError, camelCase, legacyTypeName, publicValues, slugOf } from '@patchbay/integration-contracts';
import type { IntegrationDefinition, ScopeKey, SettingsValues } from '@patchbay/integration-contracts';
import type { IntegrationSettings } from '../settings/integration-settings.ts';
import type { HeldIntegration } from '../settings/held-settings.ts';

/** What is needed to show settings. */
interface Reading {
  /** Opens the properties. */
  readonly valuesOf: (settings: IntegrationSettings) => SettingsValues;
  /** A scope by the path that it has today. */
  readonly shownScope: (scope: ScopeKey) => ScopeKey;
}

/** An object of the interface `Service`, with the values that its type's fields are read from. */
export type ServiceNode = Readonly<Record<string, unknown>> & { readonly __typename: string };

/**
 * The typed object of an integration: everything but its secrets. One that this version does not know, or whose settings
 * can't be opened for want of their key, tells no more than its kind and state, and spoils no list.
 */
export function serviceNode(held: HeldIntegration, reading: Reading): ServiceNode {
  const { row, holding } = held;
  const definition = integrationByName(row.name);
  const values = holding === undefined ? {} : openable(() => reading.valuesOf(holding));
  const __typename = legacyTypeName(row.name);
  const base = { type: __typename, active: holding?.isActive ?? false };
  if (definition === undefined) return { __typename: 'BaseService', ...base, serviceType: null };
  if (values === undefined) return { __typename: 'BaseService', ...base, serviceType: row.name };
  // In this order a property of the same name takes the place of what every integration has, and none that of its kind.
  return {
    ...extrasOf(held, definition, reading),
    ...propertiesOf(definition, values),
    ...base,
    ...{ __typename, serviceType: row.name },
  };
}

function extrasOf(
  { row, holding, isInherited }: HeldIntegration,
  { events }: IntegrationDefinition,
  { shownScope }: Reading,
): Readonly<Record<string, unknown>> {
  const on = new Set(holding?.triggers);
  return {
    id: row.id,
    slug: row.label === '' ? slugOf(row.name) : slugOf(row.name, row.label),
    label: row.label === '' ? null : row.label,
    inherited: isInherited,
    inheritedFrom: isInherited && holding !== undefined ? shownScope(holding.scope) : null,
    revision: row.revision,
    updatedAt: row.updatedAt.toISOString(),
    triggers: events.supported.filter((trigger) => on.has(trigger)),
  };
}

function propertiesOf(
  definition: IntegrationDefinition,
  values: SettingsValues,
): Readonly<Record<string, unknown>> {
  const shown = Object.entries(publicValues(definition, values));
  return Object.fromEntries(shown.map(([name, value]) => [camelCase(name), value]));
}

const UNOPENABLE: ReadonlySet<string> = new Set(['key_unknown', 'unsealing_failed']);

function openable(open: () => SettingsValues): SettingsValues | undefined {
  try {
    return open();
  } catch (error) {
    if (error instanceof AppError && UNOPENABLE.has(error.code)) return undefined;
    throw error;
  }
}
