import { randomUUIDv7 } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { integrationByName } from '@patchbay/integration-catalogue';
import { AppError, levelOf, routingValues } from '@patchbay/integration-contracts';
import type { ScopeKey, SettingsValues } from '@patchbay/integration-contracts';
import { KeyRing } from '@patchbay/service-kit/sealing';
import { Clock } from './clock.ts';
import { addressSlug } from './integration-settings.ts';
import type { IntegrationAddress, IntegrationSettings } from './integration-settings.ts';
import { mergeSettings } from './merge-settings.ts';
import { SettingsMetrics } from './settings-metrics.ts';
import type { WriteOutcome } from './settings-metrics.ts';
import { SettingsPublisher } from './settings.publisher.ts';
import { SettingsStore } from './settings.store.ts';
import type { SettingsKey } from './settings.store.ts';

/** How often a write that met another one is done again on top of it. */
const MAX_TRIES = 5;

/** What a request wants settings to be. */
export interface SettingsChange {
  /** Fields and event switches; those that are absent stay as they are. */
  readonly parameters: SettingsValues;
  /** Takes the settings of the next scope outwards instead of own ones. */
  readonly isInherited: boolean;
}

type Content = Pick<IntegrationSettings, 'isActive' | 'isInherited' | 'triggers' | 'sealed' | 'routing'>;

/** Reads and changes settings. Each write is a new revision, and is published right after it. */
@Injectable()
export class SettingsService {
  readonly #store: SettingsStore;
  readonly #keys: KeyRing;
  readonly #publisher: SettingsPublisher;
  readonly #clock: Clock;
  readonly #metrics: SettingsMetrics;

  constructor(
    store: SettingsStore,
    keys: KeyRing,
    publisher: SettingsPublisher,
    clock: Clock,
    metrics: SettingsMetrics,
  ) {
    this.#store = store;
    this.#keys = keys;
    this.#publisher = publisher;
    this.#clock = clock;
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
  valuesOf({ id, sealed }: IntegrationSettings): SettingsValues {
    return sealed === null ? {} : this.#keys.open(sealed, id);
  }

  /**
   * Creates or changes, and turns on.
   * @throws AppError `level_not_available`, `invalid_settings`, or `conflict` when others keep changing the same settings
   */
  async upsert(address: IntegrationAddress, change: SettingsChange): Promise<IntegrationSettings> {
    return this.#counting(address, async () => {
      assertAvailable(address, change.isInherited);
      const written = await this.#write(address, (current, id) =>
        change.isInherited
          ? inherited(address)
          : this.#own(address, { id, current, parameters: change.parameters }),
      );
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
      const written = await this.#write(address, (current) => {
        if (current === undefined) throw notFound(address);
        assertUnmodified(current, unmodifiedSince);
        return { ...inherited(address), isActive: false, isInherited: false };
      });
      return [written, 'turned_off'];
    });
  }

  #own(
    { definition }: IntegrationAddress,
    {
      id,
      current,
      parameters,
    }: { id: string; current: IntegrationSettings | undefined; parameters: SettingsValues },
  ): Content {
    const stored =
      current === undefined
        ? { values: {}, triggers: definition.events.default }
        : { values: this.valuesOf(current), triggers: current.triggers };
    const { values, triggers } = mergeSettings(definition, stored, parameters);
    return {
      isActive: true,
      isInherited: false,
      triggers,
      sealed: this.#keys.seal(values, id),
      routing: routingValues(definition, values),
    };
  }

  /** Repeats the change on top of what others wrote in between, so that neither write is lost. */
  async #write(
    address: IntegrationAddress,
    change: (current: IntegrationSettings | undefined, id: string) => Content,
  ): Promise<IntegrationSettings> {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const current = await this.#store.find(keyOf(address));
      const next = this.#next(address, current, change);
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

  #next(
    address: IntegrationAddress,
    current: IntegrationSettings | undefined,
    change: (current: IntegrationSettings | undefined, id: string) => Content,
  ): IntegrationSettings {
    const now = this.#clock.now();
    const id = current?.id ?? randomUUIDv7();
    return {
      id,
      ...keyOf(address),
      revision: (current?.revision ?? 0) + 1,
      publishedRevision: current?.publishedRevision ?? 0,
      createdAt: current?.createdAt ?? now,
      updatedAt: now,
      ...change(current, id),
    };
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

const keyOf = ({ scope, definition, label }: IntegrationAddress): SettingsKey => ({
  scope,
  name: definition.name,
  label,
});

const notFound = (address: IntegrationAddress): AppError =>
  new AppError('integration_not_found', `${addressSlug(address)} was never set up in ${address.scope}.`);

/** Own properties are dropped: secrets that nobody uses are only there to be stolen. */
const inherited = ({ definition }: IntegrationAddress): Content => ({
  isActive: true,
  isInherited: true,
  triggers: definition.events.default,
  sealed: null,
  routing: {},
});

function assertAvailable({ scope, definition }: IntegrationAddress, isInherited: boolean): void {
  const level = levelOf(scope);
  if (!definition.levels.includes(level)) {
    const levels = definition.levels.join(' and ');
    throw new AppError('level_not_available', `${definition.title} can be set up at ${levels} level only.`);
  }
  if (isInherited && level === 'instance') {
    throw new AppError(
      'invalid_settings',
      'use_inherited_settings needs an outer scope; the instance has none',
      {
        fields: {
          use_inherited_settings: ['can’t be true for the instance: there is nothing to inherit from'],
        },
      },
    );
  }
}

/** HTTP dates are whole seconds. */
function assertUnmodified({ updatedAt }: IntegrationSettings, since: Date | undefined): void {
  if (since === undefined || Math.floor(updatedAt.getTime() / 1000) * 1000 <= since.getTime()) return;
  throw new AppError('precondition_failed', `It was changed at ${updatedAt.toISOString()}.`);
}
