import { integrationByName } from '@patchbay/integration-catalogue';
import { AppError, eventSwitch, publicValues, slugOf } from '@patchbay/integration-contracts';
import type { HealthState, IntegrationDefinition, SettingsValues } from '@patchbay/integration-contracts';
import type { IntegrationSettings } from '../settings/integration-settings.ts';

export type Entity = Readonly<Record<string, unknown>>;

/** The switches that GitLab shows for every integration, whether it supports them or not. */
const GITLAB_SWITCHES = [
  'commit_events',
  'push_events',
  'issues_events',
  'incident_events',
  'alert_events',
  'confidential_issues_events',
  'merge_requests_events',
  'tag_push_events',
  'deployment_events',
  'note_events',
  'confidential_note_events',
  'pipeline_events',
  'wiki_page_events',
  'job_events',
  'vulnerability_events',
];

/**
 * An integration as GitLab's REST API lists it, key by key, and its health.
 * @param valuesOf asked for the properties only where the list shows one of them: opening them costs, and may fail
 */
export function basicEntity(
  settings: IntegrationSettings,
  health: HealthState,
  valuesOf: (settings: IntegrationSettings) => SettingsValues,
): Entity {
  const definition = definitionOf(settings);
  return {
    id: numericId(settings.id),
    title: definition.title,
    slug: settings.label === '' ? slugOf(settings.name) : slugOf(settings.name, settings.label),
    created_at: settings.createdAt.toISOString(),
    updated_at: settings.updatedAt.toISOString(),
    active: settings.isActive,
    health,
    ...switches(definition, settings),
    [COMMENTS]: isOwnField(definition, COMMENTS) ? (valuesOf(settings)[COMMENTS] ?? true) : true,
    inherited: settings.isInherited,
  };
}

/** With the properties, except the secret ones. */
export function fullEntity(
  settings: IntegrationSettings,
  health: HealthState,
  values: SettingsValues,
): Entity {
  return {
    ...basicEntity(settings, health, () => values),
    properties: publicValues(definitionOf(settings), values),
  };
}

const COMMENTS = 'comment_on_event_enabled';
const isOwnField = ({ fields }: IntegrationDefinition, name: string): boolean => Object.hasOwn(fields, name);

function switches(
  definition: IntegrationDefinition,
  { triggers }: IntegrationSettings,
): Record<string, boolean> {
  const on = new Set(triggers.map(eventSwitch));
  // Web hooks are no integration of GitLab's: nothing there says which keys they have, so all that can be switched is shown.
  const more = definition.category === 'web_hook' ? definition.events.supported.map(eventSwitch) : [];
  return Object.fromEntries([...GITLAB_SWITCHES, ...more].map((name) => [name, on.has(name)]));
}

/**
 * GitLab's clients expect a number. It is made of 52 random bits of the UUID, exact in a JavaScript number; nothing is
 * looked up by it.
 */
function numericId(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(-13), 16);
}

function definitionOf({ id, name }: IntegrationSettings): IntegrationDefinition {
  const definition = integrationByName(name);
  if (definition === undefined) {
    throw new AppError(
      'unexpected',
      `Integration ${id} is of the kind ${name}, which is not in the catalogue.`,
    );
  }
  return definition;
}
