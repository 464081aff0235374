import { Controller, Get } from '@nestjs/common';
import { Access } from './access.ts';
import type { Principal } from './principal.ts';
import { RequestPrincipal } from './request-principal.ts';
import { ScopeAccess } from './scope-access.ts';
import { principalEntity } from './token-entity.ts';
import type { PrincipalEntity } from './token-entity.ts';

/** What a token is, for whoever holds it. */
@Access('any-token')
@Controller('api/v4/tokens/self')
export class SelfController {
  readonly #scopes: ScopeAccess;

  constructor(scopes: ScopeAccess) {
    this.#scopes = scopes;
  }

  @Get()
  get(@RequestPrincipal() principal: Principal): PrincipalEntity {
    return principalEntity(principal, (scope) => this.#scopes.shownScope(scope));
  }
}
