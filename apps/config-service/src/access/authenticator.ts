import { Injectable } from '@nestjs/common';
import { AppError } from '@patchbay/integration-contracts';
import { IdentityCache } from './identity-cache.ts';
import { OidcVerifier } from './oidc-verifier.ts';
import type { Principal } from './principal.ts';
import { ScopeAccess } from './scope-access.ts';
import { StoredTokens } from './stored-tokens.ts';
import { TokenRegistry } from './token-registry.ts';
import { hashOf, tokenIn } from './token-text.ts';
import type { RequestHeaders } from './token-text.ts';

/** Three parts of base64url, as no token of ours has. */
const JWT = /^[\w-]+\.[\w-]+\.[\w-]*$/;

/** Finds out who asks, for every way in. */
@Injectable()
export class Authenticator {
  readonly #configured: TokenRegistry;
  readonly #stored: StoredTokens;
  readonly #oidc: OidcVerifier;
  readonly #cache: IdentityCache;
  readonly #scopes: ScopeAccess;

  constructor(
    configured: TokenRegistry,
    stored: StoredTokens,
    oidc: OidcVerifier,
    cache: IdentityCache,
    scopes: ScopeAccess,
  ) {
    this.#configured = configured;
    this.#stored = stored;
    this.#oidc = oidc;
    this.#cache = cache;
    this.#scopes = scopes;
  }

  /**
   * @throws AppError `unauthenticated` without a valid token, `forbidden` for somebody whom the identity provider knows and no
   *   rule lets in, `mongodb_unavailable` or `identity_provider_unavailable` when that can't be found out now
   */
  async authenticate(headers: RequestHeaders): Promise<Principal> {
    const text = tokenIn(headers);
    if (text === undefined) throw unauthenticated();
    const hash = hashOf(text);
    const principal = this.#cache.find(hash) ?? (await this.#identify(text, hash));
    this.#stored.noteUse(principal);
    return principal;
  }

  async #identify(text: string, hash: string): Promise<Principal> {
    try {
      const principal = await this.#lookUp(text, hash);
      this.#cache.keep(hash, principal);
      return principal;
    } catch (error) {
      if (error instanceof AppError && error.entry.kind === 'user') this.#cache.forget(hash);
      throw error;
    }
  }

  async #lookUp(text: string, hash: string): Promise<Principal> {
    const configured = this.#configured.find(hash);
    if (configured !== undefined) return this.#placed(configured);
    if (this.#oidc.isOn && JWT.test(text)) return this.#placed(await this.#oidc.verify(text));
    const stored = await this.#stored.find(hash);
    if (stored === undefined) throw unauthenticated();
    return stored;
  }

  /** Configuration and identity provider name groups by their paths of today; what is stored goes with its group. */
  #placed(principal: Principal): Principal {
    return { ...principal, scope: this.#scopes.scopeNamed(principal.scope) };
  }
}

function unauthenticated(): AppError {
  return new AppError('unauthenticated', 'Send it as PRIVATE-TOKEN or as Authorization: Bearer.');
}
