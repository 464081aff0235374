import { INSTANCE_SCOPE } from '@patchbay/integration-contracts';
import type { ScopeKey } from '@patchbay/integration-contracts';
import type { Principal } from './principal.ts';

export type Action = 'read' | 'write';

/**
 * Whether the principal may do this to the settings of a scope. Whatever is not allowed here is refused.
 * @param chain the scope itself, then all those around it
 */
export function isAllowed(principal: Principal, action: Action, chain: readonly ScopeKey[]): boolean {
  if (!isWithinReach(principal, chain)) return false;
  if (action === 'read') return true;
  return chain[0] === INSTANCE_SCOPE ? principal.role === 'admin' : principal.role !== 'reader';
}

/**
 * Whether the principal's scope holds the first of these. Its text is not looked at: a group's settings stay under the path at
 * which it was first known, wherever it is today.
 */
export function isWithinReach({ scope }: Pick<Principal, 'scope'>, chain: readonly ScopeKey[]): boolean {
  return chain.includes(scope);
}

export function isInstanceAdmin({ role, scope }: Principal): boolean {
  return role === 'admin' && scope === INSTANCE_SCOPE;
}

/**
 * What a token may do, for those who show no button that would be refused. `write` holds in the token's scope and below, but for
 * the instance itself, which `administer_instance` is about.
 */
export type Permission = 'read' | 'write' | 'manage_tokens' | 'administer_instance';

export function permissionsOf(principal: Principal): readonly Permission[] {
  return [
    'read',
    ...(principal.role === 'reader' ? [] : (['write'] as const)),
    ...(principal.role === 'admin' ? (['manage_tokens'] as const) : []),
    ...(isInstanceAdmin(principal) ? (['administer_instance'] as const) : []),
  ];
}
