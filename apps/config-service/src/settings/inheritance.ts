import { Injectable } from '@nestjs/common';
import { CATALOGUE, integrationByName } from '@patchbay/integration-catalogue';
import type { ScopeKey } from '@patchbay/integration-contracts';
import { Paths } from '../paths/paths.ts';
import { heldIn } from './held-settings.ts';
import type { HeldIntegration } from './held-settings.ts';
import { keyOf } from './integration-settings.ts';
import type { IntegrationAddress, IntegrationSettings, SettingsKey } from './integration-settings.ts';
import { actingOfKind, exclusiveKindOf } from './one-per-project.ts';
import type { ExclusiveKind } from './one-per-project.ts';
import { SettingsStore } from './settings.store.ts';

/** What holds for an integration in a scope. */
export interface Standing {
  /** Whether an outer scope decides: this one says so, or says nothing while an outer one does. */
  readonly isInherited: boolean;
  /** The row whose settings hold, turned on or off; absent where there are none in this scope and the outer ones. */
  readonly holding: IntegrationSettings | undefined;
}

/**
 * Finds what holds in a scope, as the dispatcher does for events: the nearest row that does not inherit decides. Which groups
 * a project lies in is told by its events alone; before the first one it is known to inherit from the instance only.
 */
@Injectable()
export class Inheritance {
  readonly #store: SettingsStore;
  readonly #paths: Paths;

  constructor(store: SettingsStore, paths: Paths) {
    this.#store = store;
    this.#paths = paths;
  }

  async standing(address: IntegrationAddress): Promise<Standing> {
    const key = keyOf(address);
    const scopes = [address.scope, ...(await this.#paths.outerScopesOf(address.scope))];
    const rows = await Promise.all(scopes.map((scope) => this.#store.find({ ...key, scope })));
    const holding = rows.find((row) => row?.isInherited === false);
    const [row] = rows;
    return { holding, isInherited: row === undefined ? holding !== undefined : row.isInherited };
  }

  /** All that a scope has, by name and label, turned on or off: of its own, by inheritance, or both. */
  async heldIn(scope: ScopeKey): Promise<readonly HeldIntegration[]> {
    const scopes = [scope, ...(await this.#paths.outerScopesOf(scope))];
    const rows = await Promise.all(scopes.map((one) => this.#store.listScope(one)));
    return heldIn(scope, rows.flat());
  }

  /** The active ones of them, as they hold, that the catalogue still knows. */
  async holdingIn(
    scope: ScopeKey,
  ): Promise<readonly { readonly settings: IntegrationSettings; readonly isInherited: boolean }[]> {
    const held = await this.heldIn(scope);
    return held.flatMap(({ holding: settings, isInherited }) =>
      settings?.isActive === true && integrationByName(settings.name) !== undefined
        ? [{ settings, isInherited }]
        : [],
    );
  }

  /** The row whose settings a row takes that inherits; nothing when no outer scope has any. */
  async sourceOf({ scope, name, label }: SettingsKey): Promise<IntegrationSettings | undefined> {
    const scopes = await this.#paths.outerScopesOf(scope);
    const rows = await Promise.all(scopes.map((outer) => this.#store.find({ scope: outer, name, label })));
    return rows.find((row) => row?.isInherited === false);
  }

  /** The tracker or the wiki that acts for a project, if one does. */
  async acting(project: ScopeKey, kind: ExclusiveKind): Promise<IntegrationSettings | undefined> {
    const scopes = [project, ...(await this.#paths.outerScopesOf(project))];
    const [own = [], ...outer] = await Promise.all(scopes.map((scope) => this.#store.listScope(scope)));
    const names = new Set(CATALOGUE.filter((one) => exclusiveKindOf(one) === kind).map(({ name }) => name));
    return actingOfKind(
      kind,
      own,
      nearest(outer.flat()).filter(({ name }) => names.has(name)),
    );
  }
}

/** Of each integration the first row that decides something. */
function nearest(rows: readonly IntegrationSettings[]): readonly IntegrationSettings[] {
  const deciding = new Map<string, IntegrationSettings>();
  for (const row of rows) {
    const identity = `${row.name}:${row.label}`;
    if (!row.isInherited && !deciding.has(identity)) deciding.set(identity, row);
  }
  return [...deciding.values()];
}
