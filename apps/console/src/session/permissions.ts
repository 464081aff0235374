import { levelOf } from '../scopes/scope.ts';
import type { Scope } from '../scopes/scope.ts';

/** Who is signed in, as `GET /api/v4/tokens/self` tells. */
export interface Self {
  readonly name: string;
  readonly role: string;
  /** `instance`, `group:<full path>` or `project:<id>`. */
  readonly scope: string;
}

/** Whether settings of the scope can be changed; scopes out of reach can't even be opened. */
export function canWrite({ role }: Self, scope: Scope): boolean {
  return levelOf(scope) === 'instance' ? role === 'admin' : role !== 'reader';
}

/** Whether what reaches across scopes is open: overview, administration. */
export function isOperator({ role, scope }: Self): boolean {
  return role === 'admin' && scope === 'instance';
}

export function canSeeInstance({ scope }: Self): boolean {
  return scope === 'instance';
}
