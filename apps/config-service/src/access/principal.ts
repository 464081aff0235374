import type { ScopeKey } from '@patchbay/integration-contracts';
import type { Role, TokenKind } from './access-token.ts';

/** Who is asking: the holder of an access token, or of an identity provider's. */
export interface Principal {
  /** The token's name, or the person's at the identity provider; the token itself is kept nowhere. */
  readonly name: string;
  /** `configured` tokens stand in the environment. */
  readonly kind: TokenKind | 'configured' | 'oidc';
  readonly role: Role;
  readonly scope: ScopeKey;
  /** From then on it is refused; `null` for never. */
  readonly expiresAt: Date | null;
  /** Of a token in MongoDB. */
  readonly tokenId?: string;
}
