import type { Provider } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access.guard.ts';
import { Authenticator } from './authenticator.ts';
import { IdentityCache } from './identity-cache.ts';
import { OidcVerifier } from './oidc-verifier.ts';
import { ScopeAccess } from './scope-access.ts';
import { StoredTokens } from './stored-tokens.ts';
import { TokenRegistry } from './token-registry.ts';
import { TokenUse } from './token-use.ts';
import { TokensService } from './tokens.service.ts';

/** Who asks and what they may, whatever stands behind the ports `EnclosingScopes`, `IdentityProvider` and `TokenStore`. */
export const accessProviders: Provider[] = [
  { provide: APP_GUARD, useClass: AccessGuard },
  Authenticator,
  IdentityCache,
  OidcVerifier,
  ScopeAccess,
  StoredTokens,
  TokenRegistry,
  TokenUse,
  TokensService,
];
