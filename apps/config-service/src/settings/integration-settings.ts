import { slugOf } from '@patchbay/integration-contracts';
import type {
  IntegrationDefinition,
  ScopeKey,
  SealedBox,
  SettingsRevision,
  Trigger,
} from '@patchbay/integration-contracts';

/** What tells one integration's settings from another's. */
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
  /** All properties, sealed in one piece; `null` when there are none. */
  readonly sealed: SealedBox | null;
  /** The properties that the dispatcher filters by, in clear. */
  readonly routing: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export function addressSlug({ definition, label }: IntegrationAddress): string {
  return label === '' ? slugOf(definition.name) : slugOf(definition.name, label);
}

/** As it goes to Kafka. */
export function toRevision(settings: IntegrationSettings): SettingsRevision {
  const { publishedRevision: _published, createdAt: _created, updatedAt, triggers, ...rest } = settings;
  return { v: 1, ...rest, triggers: [...triggers], updatedAt: updatedAt.toISOString() };
}
