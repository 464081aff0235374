import type { ScopeKey } from '@patchbay/integration-contracts';
import type { Role, TokenKind } from './access-token.ts';
import type { Principal } from './principal.ts';

/** A token that was made through the API; its text is known to its holder only. */
export interface StoredToken {
  readonly id: string;
  readonly name: string;
  readonly kind: TokenKind;
  /** Who holds it, in words. */
  readonly owner: string;
  readonly role: Role;
  readonly scope: ScopeKey;
  /** The scope and those around it when the token was made, for administrators of these to list it by. */
  readonly within: readonly ScopeKey[];
  readonly hash: string;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
}

export function isUsable({ expiresAt, revokedAt }: StoredToken, now: Date): boolean {
  return revokedAt === null && (expiresAt === null || expiresAt > now);
}

export function principalOf({ id, name, kind, role, scope, expiresAt }: StoredToken): Principal {
  return { name, kind, role, scope, expiresAt, tokenId: id };
}
