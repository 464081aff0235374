import { TRIGGERS } from '@patchbay/integration-contracts';
import type { ScopeKey, SettingsRevision, Trigger } from '@patchbay/integration-contracts';

/** What the dispatcher needs of an integration's settings; the sealed part stays on Kafka. */
export interface Subscription {
  readonly id: string;
  readonly scope: ScopeKey;
  readonly name: string;
  /** Same in every scope for what is one integration to people: its name and label. */
  readonly identity: string;
  readonly revision: number;
  readonly isActive: boolean;
  readonly isInherited: boolean;
  readonly triggers: readonly Trigger[];
  readonly routing: Readonly<Record<string, unknown>>;
}

type Packed = [
  id: string,
  scope: ScopeKey,
  name: string,
  label: string,
  revision: number,
  isActive: 0 | 1,
  isInherited: 0 | 1,
  triggers: number[],
  routing: Record<string, unknown>,
];

const INDEX_OF = new Map<Trigger, number>(TRIGGERS.map((trigger, index) => [trigger, index]));

/** About a fifth of what came over Kafka. Triggers are numbers: the bytes never leave the process that made them. */
export function packSubscription(settings: SettingsRevision): Buffer {
  const packed: Packed = [
    settings.id,
    settings.scope,
    settings.name,
    settings.label,
    settings.revision,
    settings.isActive ? 1 : 0,
    settings.isInherited ? 1 : 0,
    settings.triggers.map((trigger) => INDEX_OF.get(trigger) ?? -1),
    settings.routing,
  ];
  return Buffer.from(JSON.stringify(packed));
}

export function unpackSubscription(bytes: Buffer): Subscription {
  const [id, scope, name, label, revision, isActive, isInherited, triggers, routing] = JSON.parse(
    bytes.toString(),
  ) as Packed;
  return {
    id,
    scope,
    name,
    identity: `${name}:${label}`,
    revision,
    isActive: isActive === 1,
    isInherited: isInherited === 1,
    triggers: triggers.map((index) => TRIGGERS[index]).filter((trigger) => trigger !== undefined),
    routing,
  };
}
