import { slugOf } from '@patchbay/integration-contracts';
import type {
  IntegrationDefinition,
  ScopeKey,
  SealedBox,
  SettingsValues,
  Trigger,
} from '@patchbay/integration-contracts';
import type { ExclusiveKind } from './one-per-project.ts';

/** What tells one integration's settings from another's, as they are stored. */
export interface SettingsKey {
  readonly scope: ScopeKey;
  readonly name: string;
  readonly label: string;
}

/** The same with the integration's definition, as requests name it. */
export interface IntegrationAddress {
  readonly scope: ScopeKey;
  readonly definition: IntegrationDefinition;
  /** `''` for the only one of its name in the scope. */
  readonly label: string;
}

/** The settings of one integration in one scope: the aggregate that config-service owns. */
export interface IntegrationSettings {
  /** UUID v7: for good, and the key on Kafka. */
  readonly id: string;
  readonly scope: ScopeKey;
  readonly name: string;
  readonly label: string;
  /** Raised by every write. */
  readonly revision: number;
  /** The newest revision that Kafka is known to hold; 0 for none. */
  readonly publishedRevision: number;
  readonly isActive: boolean;
  readonly isInherited: boolean;
  readonly triggers: readonly Trigger[];
  /** The properties that are not in `data`, sealed in one piece; `null` when there are none at all. */
  readonly sealed: SealedBox | null;
  /** The properties that can be searched by, typed and in clear. */
  readonly data: SettingsValues;
  /** The properties that the dispatcher filters by, in clear. */
  readonly routing: SettingsValues;
  /** What a project may have one of, where this is that one; `null` for everything else. */
  readonly exclusive: ExclusiveKind | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export function addressSlug({ definition, label }: IntegrationAddress): string {
  return settingsSlug({ name: definition.name, label });
}

export function settingsSlug({ name, label }: Pick<SettingsKey, 'name' | 'label'>): string {
  return label === '' ? slugOf(name) : slugOf(name, label);
}

export function keyOf({ scope, definition, label }: IntegrationAddress): SettingsKey {
  return { scope, name: definition.name, label };
}
