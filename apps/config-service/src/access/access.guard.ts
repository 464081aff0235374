import { Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AppError, INSTANCE_SCOPE } from '@patchbay/integration-contracts';
import { scopeOf } from '../rest/scope-address.ts';
import type { ServiceRequest } from '../rest/service-request.ts';
import { Access } from './access.ts';
import type { AccessRule } from './access.ts';
import { isAllowed } from './permissions.ts';
import type { Action } from './permissions.ts';
import type { Principal } from './principal.ts';
import { TokenRegistry } from './token-registry.ts';

const READING: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** Stands in front of every route: finds out who asks, then whether the scope that the path names is theirs. */
@Injectable()
export class AccessGuard implements CanActivate {
  readonly #tokens: TokenRegistry;
  readonly #reflector: Reflector;

  constructor(tokens: TokenRegistry, reflector: Reflector) {
    this.#tokens = tokens;
    this.#reflector = reflector;
  }

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<ServiceRequest>();
    const principal = this.#tokens.find(request.headers);
    if (principal === undefined) {
      throw new AppError('unauthenticated', 'Send it as PRIVATE-TOKEN or as Authorization: Bearer.');
    }
    request.principal = principal;
    const access = this.#reflector.getAllAndOverride<AccessRule | undefined>(Access.KEY, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === 'scope') openScope(request, principal);
    else if (access === 'instance-admin') assertInstanceAdmin(principal);
    // A new route whose author forgot to say who may call it must not be open by accident.
    else if (access !== 'any-token') throw new AppError('forbidden', 'The route has no access rule.');
    return true;
  }
}

function openScope(request: ServiceRequest, principal: Principal): void {
  const scope = scopeOf(request.routeOptions.url ?? '', request.params['id']);
  const action: Action = READING.has(request.method) ? 'read' : 'write';
  if (!isAllowed(principal, action, scope)) {
    throw new AppError(
      'forbidden',
      `A ${principal.role} token for ${principal.scope} may not ${action} ${scope}.`,
    );
  }
  request.scope = scope;
}

function assertInstanceAdmin({ role, scope }: Principal): void {
  if (role === 'admin' && scope === INSTANCE_SCOPE) return;
  throw new AppError(
    'forbidden',
    `Only the role admin for the instance may do this; the token is ${role} for ${scope}.`,
  );
}
