import { Injectable } from '@nestjs/common';
import { INSTANCE_SCOPE } from '@patchbay/integration-contracts';
import { Paths } from '../paths/paths.ts';
import { keyOf } from './integration-settings.ts';
import type { IntegrationAddress, IntegrationSettings } from './integration-settings.ts';
import { SettingsStore } from './settings.store.ts';

export interface OverridesPage {
  readonly overrides: readonly IntegrationSettings[];
  /** Id of the row that the next page begins behind; it may be of a scope that the caller must not know of. */
  readonly next: string | undefined;
}

/** Rows that one page looks at; what lies in a small group among many scopes may take several pages to find. */
const MAX_LOOKED_AT = 1000;
/** Rows that are read at once, however few are asked for. */
const BATCH = 100;

/** Finds who does not take the settings of a group or of the instance, but decides on their own. */
@Injectable()
export class OverridesService {
  readonly #store: SettingsStore;
  readonly #paths: Paths;

  constructor(store: SettingsStore, paths: Paths) {
    this.#store = store;
    this.#paths = paths;
  }

  /**
   * Own rows of the same name and label further in, by id. A page may have fewer than asked for, and still not be the last.
   * @throws AppError `mongodb_unavailable`
   */
  async of(
    address: IntegrationAddress,
    { limit, after }: { readonly limit: number; readonly after: string | undefined },
  ): Promise<OverridesPage> {
    const { name, label } = keyOf(address);
    const overrides: IntegrationSettings[] = [];
    let last = after;
    for (let lookedAt = 0; lookedAt < MAX_LOOKED_AT;) {
      const rows = await this.#store.listNamed({
        ...{ name, label, limit: BATCH },
        ...(last !== undefined && { after: last }),
      });
      const isWithin = await Promise.all(rows.map((row) => this.#isWithin(address, row)));
      for (const [index, row] of rows.entries()) {
        if (overrides.length === limit) return { overrides, next: last };
        last = row.id;
        if (isWithin[index] === true) overrides.push(row);
      }
      if (rows.length < BATCH) return { overrides, next: undefined };
      lookedAt += rows.length;
    }
    return { overrides, next: last };
  }

  async #isWithin({ scope }: IntegrationAddress, row: IntegrationSettings): Promise<boolean> {
    if (row.isInherited || row.scope === scope) return false;
    if (scope === INSTANCE_SCOPE) return true;
    return (await this.#paths.outerScopesOf(row.scope)).includes(scope);
  }
}
