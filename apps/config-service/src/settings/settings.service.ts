import { Injectable } from '@nestjs/common';
import { integrationByName } from '@patchbay/integration-catalogue';
import { AppError, invalidSettings, levelOf, problem } from '@patchbay/integration-contracts';
import type { ScopeKey, SettingsValues } from '@patchbay/integration-contracts';
import { KeyRing } from '@patchbay/service-kit/sealing';
import { Availability } from '../availability/availability.ts';
import { addressSlug, keyOf } from './integration-settings.ts';
import type { IntegrationAddress, IntegrationSettings, SettingsKey } from './integration-settings.ts';
import { NO_PROPERTIES, keepProperties, openProperties } from './kept-properties.ts';
import { mergeSettings } from './merge-settings.ts';
import { claimedKind } from './one-per-project.ts';
import { SettingsMetrics } from './settings-metrics.ts';
import type { WriteOutcome } from './settings-metrics.ts';
import { SettingsStore } from './settings.store.ts';
import { SettingsWriter } from './settings-writer.ts';
import type { SettingsContent } from './settings-writer.ts';

/** What a request wants settings to be. */
export interface SettingsChange {
  /** Fields and event switches; those that are absent stay as they are. */
  readonly parameters: SettingsValues;
  /** Takes the settings of the next scope outwards instead of own ones. */
  readonly isInherited: boolean;
}

/** Reads and changes settings. Each write is a new revision, and is published right after it. */
@Injectable()
export class SettingsService {
  readonly #store: SettingsStore;
  readonly #writer: SettingsWriter;
  readonly #keys: KeyRing;
  readonly #availability: Availability;
  readonly #metrics: SettingsMetrics;

  constructor(
    store: SettingsStore,
    writer: SettingsWriter,
    keys: KeyRing,
    availability: Availability,
    metrics: SettingsMetrics,
  ) {
    this.#store = store;
    this.#writer = writer;
    this.#keys = keys;
    this.#availability = availability;
    this.#metrics = metrics;
  }

  /** The active ones of a scope that the catalogue still knows. */
  async list(scope: ScopeKey): Promise<readonly IntegrationSettings[]> {
    const all = await this.#store.listScope(scope);
    return all.filter(({ isActive, name }) => isActive && integrationByName(name) !== undefined);
  }

  /** @throws AppError `integration_not_found` when the scope never had settings at this address */
  async get(address: IntegrationAddress): Promise<IntegrationSettings> {
    const found = await this.#store.find(keyOf(address));
    if (found === undefined) throw notFound(address);
    return found;
  }

  /** The properties in clear; whoever shows them must leave the secrets out. */
  valuesOf(settings: IntegrationSettings): SettingsValues {
    return openProperties(this.#keys, settings);
  }

  /**
   * Creates or changes, and turns on.
   * @throws AppError `level_not_available`, `integration_not_available`, `invalid_settings`, or `conflict` when others keep
   * changing the same settings
   */
  async upsert(address: IntegrationAddress, change: SettingsChange): Promise<IntegrationSettings> {
    return this.#counting(address, async () => {
      await this.#availability.assertOffered(address.definition, address.scope);
      if (change.isInherited) assertCanInherit(address.scope);
      const written = await this.#writer.write(address, async (current, id) => {
        await this.#assertOnlyOne(address);
        if (change.isInherited) return inherited(address);
        return this.#own(address, { id, current, parameters: change.parameters });
      });
      if (change.isInherited) return [written, 'inherited'];
      return [written, written.revision === 1 ? 'created' : 'updated'];
    });
  }

  /**
   * Turns off and forgets the properties. The row stays: without it, the settings of an outer scope would hold here again,
   * and whoever deletes an integration wants to be rid of it.
   * @param unmodifiedSince refuses the removal of what was changed after it
   */
  async remove(address: IntegrationAddress, unmodifiedSince?: Date): Promise<void> {
    await this.#counting(address, async () => {
      const written = await this.#writer.write(address, (current) => {
        if (current === undefined) throw notFound(address);
        assertUnmodified(current, unmodifiedSince);
        return { ...inherited(address), isActive: false, isInherited: false };
      });
      return [written, 'turned_off'];
    });
  }

  #own(
    address: IntegrationAddress,
    {
      id,
      current,
      parameters,
    }: { id: string; current: IntegrationSettings | undefined; parameters: SettingsValues },
  ): SettingsContent {
    const { definition } = address;
    const stored =
      current === undefined
        ? { values: {}, triggers: definition.events.default }
        : { values: this.valuesOf(current), triggers: current.triggers };
    const { values, triggers } = mergeSettings(definition, stored, parameters);
    return {
      isActive: true,
      isInherited: false,
      triggers,
      exclusive: claimedKind(address) ?? null,
      ...keepProperties(this.#keys, definition, { id, values }),
    };
  }

  /**
   * A project has one tracker and one wiki of its own. Two writes at the same time both find none here; the store then takes
   * one of them, and the other one comes here again.
   */
  async #assertOnlyOne(address: IntegrationAddress): Promise<void> {
    const kind = claimedKind(address);
    if (kind === undefined) return;
    const rows = await this.#store.listScope(address.scope);
    const isOther = ({ name, label }: SettingsKey): boolean =>
      name !== address.definition.name || label !== address.label;
    const rival = rows.find((row) => row.exclusive === kind && isOther(row));
    if (rival === undefined) return;
    const other = integrationByName(rival.name)?.title ?? rival.name;
    throw invalidSettings(new Map([['active', [problem('other_is_active', { other, kind })]]]));
  }

  async #counting<Result>(
    { definition: { name } }: IntegrationAddress,
    write: () => Promise<[Result, WriteOutcome]>,
  ): Promise<Result> {
    try {
      const [result, outcome] = await write();
      this.#metrics.countWrite(name, outcome);
      return result;
    } catch (error) {
      const isRefused = error instanceof AppError && error.entry.kind === 'user';
      this.#metrics.countWrite(name, isRefused ? 'refused' : 'failed');
      throw error;
    }
  }
}

const notFound = (address: IntegrationAddress): AppError =>
  new AppError('integration_not_found', `${addressSlug(address)} was never set up in ${address.scope}.`);

/** Own properties are dropped: secrets that nobody uses are only there to be stolen. */
const inherited = ({ definition }: IntegrationAddress): SettingsContent => ({
  isActive: true,
  isInherited: true,
  triggers: definition.events.default,
  exclusive: null,
  ...NO_PROPERTIES,
});

function assertCanInherit(scope: ScopeKey): void {
  if (levelOf(scope) !== 'instance') return;
  throw invalidSettings(new Map([['use_inherited_settings', [problem('nothing_to_inherit')]]]));
}

/** HTTP dates are whole seconds. */
function assertUnmodified({ updatedAt }: IntegrationSettings, since: Date | undefined): void {
  if (since === undefined || Math.floor(updatedAt.getTime() / 1000) * 1000 <= since.getTime()) return;
  throw new AppError('precondition_failed', `It was changed at ${updatedAt.toISOString()}.`);
}
