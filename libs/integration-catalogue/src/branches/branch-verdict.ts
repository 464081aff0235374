import type { EventFacts } from '@patchbay/integration-contracts';

export type ChosenBranches = 'all' | 'default' | 'protected' | 'default_and_protected';

/**
 * Whether an event's ref is among the chosen branches; tags always are. A branch of which the payload doesn't say that it is
 * protected counts as not protected.
 */
export function branchVerdict(branches: ChosenBranches, facts: EventFacts): true | string {
  if (branches === 'all' || facts.isTag) return true;
  const isDefault = facts.ref !== undefined && facts.ref === facts.defaultBranch;
  const isProtected = facts.isProtectedRef === true;
  switch (branches) {
    case 'default':
      return isDefault || 'it is not on the default branch';
    case 'protected':
      return isProtected || 'it is not on a branch known to be protected';
    case 'default_and_protected':
      return isDefault || isProtected || 'it is neither on the default branch nor on a protected one';
  }
}
