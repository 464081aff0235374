import { randomUUIDv7 } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppError } from '@patchbay/integration-contracts';
import { Clock } from './clock.ts';
import { addressSlug, keyOf } from './integration-settings.ts';
import type { IntegrationAddress, IntegrationSettings } from './integration-settings.ts';
import { SettingsPublisher } from './settings.publisher.ts';
import { SettingsStore } from './settings.store.ts';

/** How often a write that met another one is done again on top of it. */
const MAX_TRIES = 5;

/** What a write decides about; the rest follows from the row before it. */
export type SettingsContent = Pick<
  IntegrationSettings,
  'isActive' | 'isInherited' | 'triggers' | 'sealed' | 'data' | 'routing' | 'exclusive'
>;

/** Makes the next content from the row as it is, if there is one; `id` is the row's, now or then. */
export type SettingsDecision = (
  current: IntegrationSettings | undefined,
  id: string,
) => SettingsContent | Promise<SettingsContent>;

/** Writes revisions, each on top of the one that it was decided on, and has them published. */
@Injectable()
export class SettingsWriter {
  readonly #store: SettingsStore;
  readonly #publisher: SettingsPublisher;
  readonly #clock: Clock;

  constructor(store: SettingsStore, publisher: SettingsPublisher, clock: Clock) {
    this.#store = store;
    this.#publisher = publisher;
    this.#clock = clock;
  }

  /**
   * Repeats the decision on top of what others wrote in between, so that neither write is lost.
   * @throws AppError `conflict` when others keep coming first, and what the decision throws
   */
  async write(address: IntegrationAddress, decide: SettingsDecision): Promise<IntegrationSettings> {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const current = await this.#store.find(keyOf(address));
      const next = await this.#next(address, current, decide);
      const isWritten =
        current === undefined
          ? await this.#store.insert(next)
          : await this.#store.replace(next, current.revision);
      if (!isWritten) continue;
      this.#publisher.nudge();
      return next;
    }
    throw new AppError('conflict', `Settings of ${addressSlug(address)} in ${address.scope}.`);
  }

  async #next(
    address: IntegrationAddress,
    current: IntegrationSettings | undefined,
    decide: SettingsDecision,
  ): Promise<IntegrationSettings> {
    const now = this.#clock.now();
    const id = current?.id ?? randomUUIDv7();
    return {
      id,
      ...keyOf(address),
      revision: (current?.revision ?? 0) + 1,
      publishedRevision: current?.publishedRevision ?? 0,
      createdAt: current?.createdAt ?? now,
      updatedAt: now,
      ...(await decide(current, id)),
    };
  }
}
