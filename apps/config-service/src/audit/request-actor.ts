import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { AppError } from '@patchbay/integration-contracts';
import type { ServiceRequest } from '../rest/service-request.ts';
import type { Actor } from './actor.ts';

/** Who makes the request, once the guard has found out; for the audit trail. */
export const RequestActor = createParamDecorator((_data: unknown, context: ExecutionContext): Actor =>
  actorOf(context.switchToHttp().getRequest<ServiceRequest>()),
);

/** @throws AppError `unauthenticated` for a request that no guard has looked at: nobody changes anything unnamed */
export function actorOf({ principal, ip, id }: ServiceRequest): Actor {
  if (principal === undefined) throw new AppError('unauthenticated', 'The route has no access rule.');
  return { name: principal.name, kind: principal.kind, address: ip, requestId: id };
}
