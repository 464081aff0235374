import { Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AppError } from '@patchbay/integration-contracts';
import { Paths } from '../paths/paths.ts';
import { scopeOf } from '../rest/scope-address.ts';
import type { ServiceRequest } from '../rest/service-request.ts';
import { Access } from './access.ts';
import type { AccessRule } from './access.ts';
import { Authenticator } from './authenticator.ts';
import { isInstanceAdmin } from './permissions.ts';
import type { Principal } from './principal.ts';
import { ScopeAccess } from './scope-access.ts';

const READING: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** Stands in front of every route: finds out who asks, then whether the scope that the path names is theirs. */
@Injectable()
export class AccessGuard implements CanActivate {
  readonly #authenticator: Authenticator;
  readonly #scopes: ScopeAccess;
  readonly #paths: Paths;
  readonly #reflector: Reflector;

  constructor(authenticator: Authenticator, scopes: ScopeAccess, paths: Paths, reflector: Reflector) {
    this.#authenticator = authenticator;
    this.#scopes = scopes;
    this.#paths = paths;
    this.#reflector = reflector;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<ServiceRequest>();
    const access = this.#reflector.getAllAndOverride<AccessRule | undefined>(Access.KEY, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === 'everybody') return true;
    const principal = await this.#authenticator.authenticate(request.headers);
    request.principal = principal;
    if (access === 'scope') await this.#openScope(request, principal);
    else if (access === 'instance-admin') assertInstanceAdmin(principal);
    else if (access === 'token-admin') assertAdmin(principal);
    // A new route whose author forgot to say who may call it must not be open by accident.
    else if (access !== 'any-token') throw new AppError('forbidden', 'The route has no access rule.');
    return true;
  }

  async #openScope(request: ServiceRequest, principal: Principal): Promise<void> {
    const { routeOptions, params, method } = request;
    const scope = await this.#scopes.locate(principal, () =>
      scopeOf(routeOptions.url ?? '', params['id'], this.#paths),
    );
    await this.#scopes.assertAllowed(principal, READING.has(method) ? 'read' : 'write', scope);
    request.scope = scope;
  }
}

function assertInstanceAdmin(principal: Principal): void {
  if (isInstanceAdmin(principal)) return;
  throw new AppError('forbidden', 'Only the role admin for the instance may do this.');
}

function assertAdmin({ role }: Principal): void {
  if (role === 'admin') return;
  throw new AppError('forbidden', 'Only the role admin may do this.');
}
