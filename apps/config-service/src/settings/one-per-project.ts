import { levelOf } from '@patchbay/integration-contracts';
import type { IntegrationDefinition } from '@patchbay/integration-contracts';
import type { IntegrationAddress, IntegrationSettings } from './integration-settings.ts';

/** What a project has one of at most. Groups and the instance may hold several for their projects to choose from. */
export type ExclusiveKind = 'tracker' | 'wiki';

export function exclusiveKindOf({ tracker, wiki }: IntegrationDefinition): ExclusiveKind | undefined {
  if (tracker !== undefined) return 'tracker';
  return wiki === undefined ? undefined : 'wiki';
}

/** The kind of which the settings at an address would be the only one, and so of which another one refuses them. */
export function claimedKind({ scope, definition }: IntegrationAddress): ExclusiveKind | undefined {
  return levelOf(scope) === 'project' ? exclusiveKindOf(definition) : undefined;
}

/**
 * The one of a kind that acts for a project: its own, else the first of those that it inherits. So an own tracker takes the
 * place of all inherited ones, whatever they are.
 * @param outer rows of that kind in the scope that the project inherits from
 */
export function actingOfKind(
  kind: ExclusiveKind,
  project: readonly IntegrationSettings[],
  outer: readonly IntegrationSettings[],
): IntegrationSettings | undefined {
  const isDecidedHere = ({ name, label }: IntegrationSettings): boolean =>
    project.some((row) => row.name === name && row.label === label && !row.isInherited);
  return (
    project.find(({ exclusive }) => exclusive === kind) ??
    outer.find((row) => row.isActive && !isDecidedHere(row))
  );
}
