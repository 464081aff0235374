import { Injectable } from '@nestjs/common';
import { integrationByName } from '@patchbay/integration-catalogue';
import { AppError, invalidSettings, levelOf, problem } from '@patchbay/integration-contracts';
import type { ScopeKey, SettingsValues } from '@patchbay/integration-contracts';
import { KeyRing } from '@patchbay/service-kit/sealing';
import { actionOf } from '../audit/settings-changes.ts';
import { Availability } from '../availability/availability.ts';
import { Destinations } from './destinations.ts';
import { addressSlug, keyOf } from './integration-settings.ts';
import type { IntegrationAddress, IntegrationSettings, SettingsKey } from './integration-settings.ts';
import { NO_PROPERTIES, keepProperties, openProperties } from './kept-properties.ts';
import { assertRoomFor } from './label-limit.ts';
import { mergeSettings } from './merge-settings.ts';
import { claimedKind } from './one-per-project.ts';
import { SettingsMetrics } from './settings-metrics.ts';
import type { WriteOutcome } from './settings-metrics.ts';
import { SettingsStore } from './settings.store.ts';
import { SettingsWriter } from './settings-writer.ts';
import type { SettingsContent, SettingsDecision, WriteContext } from './settings-writer.ts';

/** What a request wants settings to be. */
export interface SettingsChange {
  /** Fields and event switches; those that are absent stay as they are. */
  readonly parameters: SettingsValues;
  /** Takes the settings of the next scope outwards instead of own ones. */
  readonly isInherited: boolean;
  /** Turns it on or off. A partial change leaves that as it is when it is absent, any other turns on. */
  readonly isActive?: boolean;
  /** Changes settings that the scope has of its own, and makes none. */
  readonly isPartial?: boolean;
}

/** Who removes settings, and on what condition. */
export interface RemovalContext extends WriteContext {
  /** Refuses the removal of what was changed after it. */
  readonly unmodifiedSince?: Date | undefined;
}

/** Reads and changes settings. Each write is a new revision, and is published right after it. */
@Injectable()
export class SettingsService {
  readonly #store: SettingsStore;
  readonly #writer: SettingsWriter;
  readonly #keys: KeyRing;
  readonly #availability: Availability;
  readonly #destinations: Destinations;
  readonly #metrics: SettingsMetrics;

  constructor(
    store: SettingsStore,
    writer: SettingsWriter,
    keys: KeyRing,
    availability: Availability,
    destinations: Destinations,
    metrics: SettingsMetrics,
  ) {
    this.#store = store;
    this.#writer = writer;
    this.#keys = keys;
    this.#availability = availability;
    this.#destinations = destinations;
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

  /** As {@link valuesOf}, of what can be opened: a list must not fail with one of its rows. */
  listedValuesOf(settings: IntegrationSettings): SettingsValues {
    try {
      return this.valuesOf(settings);
    } catch (error) {
      if (error instanceof AppError) return settings.data;
      throw error;
    }
  }

  /**
   * Creates or changes, and turns on.
   * @throws AppError `level_not_available`, `integration_not_available`, `invalid_settings`, `precondition_failed` when another
   * revision is expected, or `conflict` when others keep changing the same settings
   */
  async upsert(
    address: IntegrationAddress,
    change: SettingsChange,
    context: WriteContext = {},
  ): Promise<IntegrationSettings> {
    return this.#counting(address, async () => {
      await this.#availability.assertOffered(address.definition, address.scope);
      if (change.isInherited) assertCanInherit(address.scope);
      const decide: SettingsDecision = async (current, id) => {
        if (current === undefined && address.definition.isMultiple)
          assertRoomFor(address, await this.#store.listScope(address.scope));
        if (change.isActive !== false) await this.#assertOnlyOne(address);
        if (change.isInherited) return inherited(address);
        if (change.isPartial === true) assertOwn(address, current);
        return this.#own(address, { id, current, change });
      };
      const { before, after } = await this.#writer.write(address, decide, context);
      return [after, actionOf(before, after)];
    });
  }

  /**
   * Turns off and forgets the properties. The row stays: without it, the settings of an outer scope would hold here again,
   * and whoever deletes an integration wants to be rid of it.
   * @throws AppError `integration_not_found`, `precondition_failed` or `conflict`
   */
  async remove(address: IntegrationAddress, context: RemovalContext = {}): Promise<void> {
    await this.#counting(address, async () => {
      const decide: SettingsDecision = (current) => {
        assertRemovable(address, current, context);
        return { ...inherited(address), isActive: false, isInherited: false };
      };
      const { after } = await this.#writer.write(address, decide, context);
      return [after, 'turned_off'];
    });
  }

  /**
   * Deletes for good, the row included: what holds here from then on are the settings of the next scope outwards.
   * @throws AppError `integration_not_found`, `precondition_failed` or `conflict`
   */
  async purge(address: IntegrationAddress, context: RemovalContext = {}): Promise<void> {
    await this.#counting(address, async () => {
      const assertFits = (current: IntegrationSettings | undefined): IntegrationSettings =>
        assertRemovable(address, current, context);
      await this.#writer.bury(address, assertFits, context);
      return [undefined, 'deleted'];
    });
  }

  async #own(
    address: IntegrationAddress,
    { id, current, change }: { id: string; current: IntegrationSettings | undefined; change: SettingsChange },
  ): Promise<SettingsContent> {
    const { definition } = address;
    const stored =
      current === undefined
        ? { values: {}, triggers: definition.events.default }
        : { values: this.valuesOf(current), triggers: current.triggers };
    const { values, triggers } = mergeSettings(definition, stored, change.parameters);
    const isActive = change.isActive ?? (change.isPartial !== true || current?.isActive === true);
    const refused = await this.#destinations.problemsOf(definition, values);
    // What is off calls nobody, and must not be kept from being turned off.
    if (isActive && refused.size > 0) throw invalidSettings(refused);
    return {
      isActive,
      isInherited: false,
      triggers,
      exclusive: isActive ? (claimedKind(address) ?? null) : null,
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

/** What a scope inherits is not its own to change in part. */
function assertOwn(address: IntegrationAddress, current: IntegrationSettings | undefined): void {
  if (current === undefined) throw notFound(address);
  if (!current.isInherited) return;
  const what = `${addressSlug(address)} is inherited in ${address.scope}`;
  throw new AppError('invalid_request', `${what}; give it settings of its own with PUT.`);
}

function assertCanInherit(scope: ScopeKey): void {
  if (levelOf(scope) !== 'instance') return;
  throw invalidSettings(new Map([['use_inherited_settings', [problem('nothing_to_inherit')]]]));
}

function assertRemovable(
  address: IntegrationAddress,
  current: IntegrationSettings | undefined,
  { unmodifiedSince: since }: RemovalContext,
): IntegrationSettings {
  if (current === undefined) throw notFound(address);
  const { updatedAt } = current;
  // HTTP dates are whole seconds.
  const isUnmodified =
    since === undefined || Math.floor(updatedAt.getTime() / 1000) * 1000 <= since.getTime();
  if (isUnmodified) return current;
  throw new AppError('precondition_failed', `It was changed at ${updatedAt.toISOString()}.`);
}
