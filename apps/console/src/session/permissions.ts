import type { components } from '../api/openapi.gen.ts';
import { levelOf } from '../scopes/scope.ts';
import type { Scope } from '../scopes/scope.ts';

/** Who is signed in, and what they may do. */
export type Self = components['schemas']['Self'];

/** Whether settings of the scope can be changed; scopes out of reach can't even be opened. */
export function canWrite({ permissions }: Self, scope: Scope): boolean {
  return permissions.includes(levelOf(scope) === 'instance' ? 'administer_instance' : 'write');
}

/** Whether what reaches across scopes is open: overview, administration. */
export function isOperator({ role, scope }: Self): boolean {
  return role === 'admin' && scope === 'instance';
}
