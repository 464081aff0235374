import { Injectable } from '@nestjs/common';
import { INSTANCE_SCOPE } from '@patchbay/integration-contracts';
import { KeyRing } from '@patchbay/service-kit/sealing';
import type { Actor } from '../audit/actor.ts';
import { AuditTrail } from '../audit/audit-trail.ts';
import { SettingsPublisher } from '../settings/settings.publisher.ts';
import { SettingsDrift } from './settings-drift.ts';
import { SettingsInventory } from './settings-inventory.ts';

export interface PublicationProgress {
  /** Without those that can't be opened for want of a key, which stay in the outbox until it is there. */
  readonly unpublished: number;
  readonly total: number;
}

/** Makes the topic of the settings what MongoDB says. */
@Injectable()
export class Republication {
  readonly #inventory: SettingsInventory;
  readonly #drift: SettingsDrift;
  readonly #publisher: SettingsPublisher;
  readonly #trail: AuditTrail;
  readonly #keys: KeyRing;

  constructor(
    inventory: SettingsInventory,
    drift: SettingsDrift,
    publisher: SettingsPublisher,
    trail: AuditTrail,
    keys: KeyRing,
  ) {
    this.#inventory = inventory;
    this.#drift = drift;
    this.#publisher = publisher;
    this.#trail = trail;
    this.#keys = keys;
  }

  /**
   * Puts all settings into the outbox, from where they are published as fast as Kafka takes them, and deletes from the topic
   * what MongoDB has not.
   * @throws AppError `mongodb_unavailable` or `kafka_unavailable`
   */
  async start(actor: Actor, at: Date): Promise<PublicationProgress> {
    await this.#trail.append([
      {
        id: `settings:${at.toISOString()}`,
        ...{ at, actor, action: 'republished', scope: INSTANCE_SCOPE },
        ...{ name: null, label: '', integrationId: null, revision: null, changes: {} },
      },
    ]);
    await this.#inventory.markAllUnpublished();
    this.#publisher.nudge();
    await this.#drift.deleteUnexpected();
    return this.progress();
  }

  async progress(): Promise<PublicationProgress> {
    const [unpublished, total] = await Promise.all([
      this.#inventory.countPublishable(this.#keys.ids),
      this.#inventory.count(),
    ]);
    return { unpublished, total };
  }
}
