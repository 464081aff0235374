import { dataFieldValues, publicValues, routingValues } from '@patchbay/integration-contracts';
import type {
  IntegrationDefinition,
  SettingsRevision,
  SettingsValues,
} from '@patchbay/integration-contracts';
import type { KeyRing } from '@patchbay/service-kit/sealing';
import type { IntegrationSettings } from './integration-settings.ts';

export type KeptProperties = Pick<IntegrationSettings, 'sealed' | 'data' | 'routing'>;

/** What rows hold that have no properties of their own: those that inherit, and those that are turned off. */
export const NO_PROPERTIES: KeptProperties = { sealed: null, data: {}, routing: {} };

/** Divides properties into what can be searched by and what is sealed; each is in one of the two. */
export function keepProperties(
  keys: KeyRing,
  definition: IntegrationDefinition,
  { id, values }: { readonly id: string; readonly values: SettingsValues },
): KeptProperties {
  const shown = publicValues(definition, values);
  // A URL with a password in it is shown masked, so it is no plain value and stays sealed, whatever its field says.
  const data = onlyWhere(dataFieldValues(definition, values), (name, value) => value === shown[name]);
  const others = onlyWhere(values, (name) => !Object.hasOwn(data, name));
  return { sealed: keys.seal(others, id), data, routing: routingValues(definition, values) };
}

/**
 * All properties in clear; whoever shows them must leave the secrets out. What was written by a version without data fields
 * has all of them in the sealed part, which therefore wins over a data part that such a version left as it was.
 * @throws AppError `key_unknown` or `unsealing_failed`
 */
export function openProperties(
  keys: KeyRing,
  { id, sealed, data }: Pick<IntegrationSettings, 'id' | 'sealed' | 'data'>,
): SettingsValues {
  return sealed === null ? data : { ...data, ...keys.open(sealed, id) };
}

/**
 * As it goes to Kafka, where all properties are in the sealed part: the worker needs them together, and nobody there searches.
 * @throws AppError `key_unknown` or `unsealing_failed` where data fields have to be sealed with the rest
 */
export function toRevision(keys: KeyRing, settings: IntegrationSettings): SettingsRevision {
  const { id, scope, name, label, revision, isActive, isInherited, triggers, routing, data } = settings;
  const sealed =
    Object.keys(data).length === 0 ? settings.sealed : keys.seal(openProperties(keys, settings), id);
  const updatedAt = settings.updatedAt.toISOString();
  return {
    v: 1,
    ...{ id, scope, name, label, revision, isActive, isInherited, routing, sealed, updatedAt },
    triggers: [...triggers],
  };
}

function onlyWhere(
  values: SettingsValues,
  isWanted: (name: string, value: unknown) => boolean,
): SettingsValues {
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => isWanted(name, value)));
}
