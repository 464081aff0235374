import type { ScopeKey } from '@patchbay/integration-contracts';
import type { StoredToken } from './stored-token.ts';

export interface TokenQuery {
  /** The tokens whose scope lay within this one when they were made. */
  readonly within: ScopeKey;
  readonly limit: number;
  /** The last token of the page before. */
  readonly after?: { readonly at: Date; readonly id: string };
}

export interface Rotation {
  readonly id: string;
  /** The hash that the token has; with any other it was rotated in the meantime. */
  readonly from: string;
  readonly to: string;
  readonly expiresAt: Date | null;
}

/**
 * Where tokens are kept, by the hashes of their texts.
 * Every method throws `AppError` `mongodb_unavailable` while the store can't be reached.
 */
export abstract class TokenStore {
  /** @returns `false` when the id or the hash is taken */
  abstract insert(token: StoredToken): Promise<boolean>;

  abstract find(id: string): Promise<StoredToken | undefined>;

  /** Whether it may still be used is the caller's to decide. */
  abstract findByHash(hash: string): Promise<StoredToken | undefined>;

  /** Newest first. */
  abstract list(query: TokenQuery): Promise<readonly StoredToken[]>;

  /** The first revocation counts. */
  abstract revoke(id: string, at: Date): Promise<void>;

  /** @returns `false` when the token is revoked, or has another hash by now */
  abstract rotate(rotation: Rotation): Promise<boolean>;

  /** Only ever moves forward. */
  abstract noteUse(id: string, at: Date): Promise<void>;

  /** Whether an administrator of the instance holds a token that is usable then. */
  abstract hasInstanceAdmin(at: Date): Promise<boolean>;
}
