import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { AppError } from '@patchbay/integration-contracts';
import type { ScopeKey } from '@patchbay/integration-contracts';
import type { ServiceRequest } from './service-request.ts';

/** The scope that the path names, once the guard has let the request in; without the guard there is none. */
export const RequestScope = createParamDecorator((_data: unknown, context: ExecutionContext): ScopeKey => {
  const { scope } = context.switchToHttp().getRequest<ServiceRequest>();
  if (scope === undefined) throw new AppError('forbidden', 'The route has no access rule.');
  return scope;
});
