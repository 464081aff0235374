import { randomUUID, randomUUIDv7 } from 'node:crypto';
import type { IntegrationSettings } from '@patchbay/config-service/src/settings/integration-settings.ts';
import {
  NO_PROPERTIES,
  keepProperties,
  toRevision,
} from '@patchbay/config-service/src/settings/kept-properties.ts';
import type { SettingsDocument } from '@patchbay/config-service/src/settings/mongo-settings.schema.ts';
import { claimedKind } from '@patchbay/config-service/src/settings/one-per-project.ts';
import { exampleSettings, validateSettings } from '@patchbay/integration-contracts';
import type {
  IntegrationDefinition,
  SettingsRevision,
  SettingsValues,
} from '@patchbay/integration-contracts';
import type { KeyRing } from '@patchbay/service-kit/sealing';
import type { PlannedSettings } from './settings-plan.ts';

/** One integration as MongoDB and Kafka hold it. */
export interface SettingsRow {
  readonly document: SettingsDocument;
  readonly revision: SettingsRevision;
}

const valuesByName = new Map<string, SettingsValues>();

/** What config-service writes for an integration that was set up once, published and entered in the audit trail. */
export function settingsRow(keys: KeyRing, planned: PlannedSettings, now: Date): SettingsRow {
  const settings = settingsOf(keys, planned, now);
  const { id: _id, triggers, ...content } = settings;
  return {
    document: {
      _id,
      ...content,
      triggers: [...triggers],
      isUnpublished: false,
      claim: randomUUID(),
      claimedUntil: new Date(0),
      pendingAudit: [],
      isAuditPending: false,
    },
    revision: toRevision(keys, settings),
  };
}

function settingsOf(
  keys: KeyRing,
  { scope, definition, label, state }: PlannedSettings,
  now: Date,
): IntegrationSettings {
  const id = randomUUIDv7();
  const isOwn = state === 'on';
  return {
    id,
    scope,
    name: definition.name,
    label,
    revision: 1,
    publishedRevision: 1,
    isActive: state !== 'off',
    isInherited: state === 'inherited',
    triggers: definition.events.default,
    exclusive: isOwn ? (claimedKind({ scope, definition, label }) ?? null) : null,
    createdAt: now,
    updatedAt: now,
    ...(isOwn ? keepProperties(keys, definition, { id, values: valuesOf(definition) }) : NO_PROPERTIES),
  };
}

/** The same for all of a name: what differs from one row to the next is how they are sealed. */
function valuesOf(definition: IntegrationDefinition): SettingsValues {
  const known = valuesByName.get(definition.name);
  if (known !== undefined) return known;
  const values = validateSettings(definition, exampleSettings(definition));
  valuesByName.set(definition.name, values);
  return values;
}
