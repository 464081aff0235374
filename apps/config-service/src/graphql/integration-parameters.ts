import { camelCase, eventSwitch, isTrigger } from '@patchbay/integration-contracts';
import type { IntegrationDefinition, SettingsValues, Trigger } from '@patchbay/integration-contracts';
import { assertHarmless } from '../rest/safe-input.ts';

/** What a mutation gives for an integration's settings. */
export interface GivenSettings {
  readonly properties?: SettingsValues | null;
  readonly events?: readonly string[] | null;
}

/**
 * Settings as REST takes them: names of fields in place of those that GraphQL has for them, and a switch for each event.
 * @throws AppError `invalid_request` for more properties than a request may have, and for such as do harm
 */
export function parametersOf(
  definition: IntegrationDefinition,
  { properties, events }: GivenSettings,
  fieldLimit: number,
): SettingsValues {
  // What comes with the body was looked at before; what stands in the query itself was not.
  assertHarmless(properties ?? {}, fieldLimit);
  const fields = new Map(Object.keys(definition.fields).map((name) => [camelCase(name), name]));
  const named = Object.entries(properties ?? {}).map(([name, value]): [string, unknown] => [
    fields.get(name) ?? name,
    value,
  ]);
  return Object.fromEntries([...named, ...switchesOf(definition, events?.filter(isTrigger))]);
}

/** Every event that can be heard is on or off; one that can't be is passed on to be refused. */
function switchesOf(
  { events: { supported } }: IntegrationDefinition,
  events: readonly Trigger[] | undefined,
): readonly (readonly [string, boolean])[] {
  if (events === undefined) return [];
  const on = new Set(events.map(eventSwitch));
  return [...new Set([...supported.map(eventSwitch), ...on])].map((name) => [name, on.has(name)]);
}
