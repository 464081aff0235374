import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '@patchbay/integration-contracts';
import type { IntegrationDefinition, SettingsValues } from '@patchbay/integration-contracts';
import type { Logger } from '@patchbay/service-kit/logging';
import { KeyRing } from '@patchbay/service-kit/sealing';
import { LOGGER } from '@patchbay/service-kit/service';
import type { IntegrationSettings } from '../settings/integration-settings.ts';
import { openProperties } from '../settings/kept-properties.ts';
import { SettingsStore } from '../settings/settings.store.ts';
import type { Actor } from './actor.ts';
import type { AuditEntry } from './audit-entry.ts';
import { AuditTrail } from './audit-trail.ts';
import { actionOf, changesBetween } from './settings-changes.ts';
import type { OpenedSettings } from './settings-changes.ts';

/** How many entries are brought to the trail at a time. */
const BATCH = 200;

/** The settings before and after a write: none where they were created, and where they were deleted for good. */
export type SettingsRows =
  | { readonly before: IntegrationSettings | undefined; readonly after: IntegrationSettings }
  | { readonly before: IntegrationSettings; readonly after: undefined };

export type SettingsWrite = SettingsRows & {
  readonly definition: IntegrationDefinition;
  readonly actor: Actor;
  readonly at: Date;
};

/**
 * Writes down who changed settings. An entry is stored with the settings that it tells of, in one write, and brought to the
 * trail from there: right after it, or by any replica later, so that no change goes without.
 */
@Injectable()
export class SettingsAudit {
  readonly #store: SettingsStore;
  readonly #trail: AuditTrail;
  readonly #keys: KeyRing;
  readonly #logger: Logger;

  constructor(store: SettingsStore, trail: AuditTrail, keys: KeyRing, @Inject(LOGGER) logger: Logger) {
    this.#store = store;
    this.#trail = trail;
    this.#keys = keys;
    this.#logger = logger;
  }

  entryOf({ definition, actor, at, ...rows }: SettingsWrite): AuditEntry {
    const { id, scope, name, label, revision } = rows.after ?? tombstoneOf(rows.before);
    const opened = (settings: IntegrationSettings | undefined): OpenedSettings | undefined =>
      settings && { settings, values: this.#valuesOf(settings) };
    return {
      id: `${id}:${revision}`,
      ...{ at, actor, scope, name, label, revision },
      integrationId: id,
      action: rows.after === undefined ? 'deleted' : actionOf(rows.before, rows.after),
      changes: changesBetween(definition, opened(rows.before), opened(rows.after)),
    };
  }

  /** Brings one entry to the trail. The write that it tells of has happened, so a failure is only logged. */
  async bring(entry: AuditEntry): Promise<void> {
    try {
      await this.#settle([entry]);
    } catch (error) {
      this.#logger.warn({ err: error, entry: entry.id }, 'an audit entry waits with its settings');
    }
  }

  /** Brings what others, or a process that ended, left with the settings. @returns how many there were */
  async bringLeftovers(): Promise<number> {
    for (let count = 0; ;) {
      const entries = await this.#store.listPendingAudit(BATCH);
      if (entries.length === 0) return count;
      await this.#settle(entries);
      count += entries.length;
    }
  }

  async #settle(entries: readonly AuditEntry[]): Promise<void> {
    await this.#trail.append(entries);
    await this.#store.dropPendingAudit(entries);
  }

  /** Settings whose key is missing can still be turned off and deleted; what they held then stays unknown. */
  #valuesOf(settings: IntegrationSettings): SettingsValues {
    try {
      return openProperties(this.#keys, settings);
    } catch (error) {
      if (error instanceof AppError) return settings.data;
      throw error;
    }
  }
}

/** Deleting takes a revision as well. */
const tombstoneOf = (settings: IntegrationSettings): IntegrationSettings => ({
  ...settings,
  revision: settings.revision + 1,
});
