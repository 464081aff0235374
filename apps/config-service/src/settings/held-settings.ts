import { integrationByName } from '@patchbay/integration-catalogue';
import { levelOf } from '@patchbay/integration-contracts';
import type { ScopeKey } from '@patchbay/integration-contracts';
import type { IntegrationSettings } from './integration-settings.ts';

/** An integration as a scope has it: by a row of its own, by inheritance, or both. */
export interface HeldIntegration {
  /** The scope's own row, else the one that is inherited. */
  readonly row: IntegrationSettings;
  /** The row whose settings hold; absent where a row inherits and there is nothing to inherit any more. */
  readonly holding: IntegrationSettings | undefined;
  readonly isInherited: boolean;
}

/**
 * What a scope has, by name and label, turned on or off: for each integration the nearest row that does not inherit decides.
 * @param rows of the scope and its outer ones, nearest first
 */
export function heldIn(scope: ScopeKey, rows: readonly IntegrationSettings[]): readonly HeldIntegration[] {
  const byKey = Map.groupBy(rows, positionOf);
  return [...byKey]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, all]) => {
      const holding = all.find(({ isInherited }) => !isInherited);
      const own = all.find((row) => row.scope === scope);
      const row = own ?? holding;
      // What an outer scope has for others of its kind alone does not come down to this level.
      if (row === undefined || (own === undefined && !isForLevel(row, scope))) return [];
      return { row, holding, isInherited: own?.isInherited ?? true };
    });
}

/** Where an integration stands in a list: by name, then by label. */
export function positionOf({ name, label }: Pick<IntegrationSettings, 'name' | 'label'>): string {
  return `${name}\n${label}`;
}

function isForLevel({ name }: IntegrationSettings, scope: ScopeKey): boolean {
  return integrationByName(name)?.levels.includes(levelOf(scope)) === true;
}
