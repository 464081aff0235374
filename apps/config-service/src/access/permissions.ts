import { INSTANCE_SCOPE } from '@patchbay/integration-contracts';
import type { ScopeKey } from '@patchbay/integration-contracts';
import type { Principal } from './principal.ts';

export type Action = 'read' | 'write';

/** Whether the principal may do this to the settings of a scope. Whatever is not allowed here is refused. */
export function isAllowed({ role, scope }: Principal, action: Action, target: ScopeKey): boolean {
  if (!covers(scope, target)) return false;
  if (action === 'read') return true;
  return target === INSTANCE_SCOPE ? role === 'admin' : role !== 'reader';
}

/**
 * A group's token covers the group's subtree, told by the path. Projects are named by id, and which group an id lies in
 * is not known here until paths are learnt from events; so a project is open to its own tokens and the instance's only.
 */
function covers(scope: ScopeKey, target: ScopeKey): boolean {
  if (scope === INSTANCE_SCOPE || scope === target) return true;
  return scope.startsWith('group:') && target.startsWith(`${scope}/`);
}
