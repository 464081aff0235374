import type { ScopeKey } from '@patchbay/integration-contracts';
import { permissionsOf } from './permissions.ts';
import type { Permission } from './permissions.ts';
import type { Principal } from './principal.ts';
import { isUsable } from './stored-token.ts';
import type { StoredToken } from './stored-token.ts';

type ShownScope = (scope: ScopeKey) => ScopeKey;
export type TokenEntity = Readonly<Record<string, string | boolean | null>>;

/** A token as the API shows it: neither its text, which nobody knows, nor its hash. */
export function tokenEntity(token: StoredToken, now: Date, shownScope: ShownScope): TokenEntity {
  return {
    id: token.id,
    name: token.name,
    kind: token.kind,
    owner: token.owner,
    role: token.role,
    scope: shownScope(token.scope),
    active: isUsable(token, now),
    created_at: token.createdAt.toISOString(),
    created_by: token.createdBy,
    expires_at: token.expiresAt?.toISOString() ?? null,
    revoked_at: token.revokedAt?.toISOString() ?? null,
    last_used_at: token.lastUsedAt?.toISOString() ?? null,
  };
}

export type PrincipalEntity = Readonly<Record<string, string | readonly Permission[] | null>>;

export function principalEntity(principal: Principal, shownScope: ShownScope): PrincipalEntity {
  const { name, kind, role, scope, expiresAt } = principal;
  return {
    ...{ name, kind, role, scope: shownScope(scope), expires_at: expiresAt?.toISOString() ?? null },
    permissions: permissionsOf(principal),
  };
}
