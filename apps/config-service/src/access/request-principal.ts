import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { AppError } from '@patchbay/integration-contracts';
import type { ServiceRequest } from '../rest/service-request.ts';
import type { Principal } from './principal.ts';

/** Who asks, once the guard has let the request in; without the guard there is nobody. */
export const RequestPrincipal = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Principal => {
    const { principal } = context.switchToHttp().getRequest<ServiceRequest>();
    if (principal === undefined) throw new AppError('unauthenticated', 'The route has no guard.');
    return principal;
  },
);
