import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { actorOf } from '../audit/request-actor.ts';
import type { WriteContext } from '../settings/settings-writer.ts';
import { expectationOf } from './revision-tag.ts';
import type { ServiceRequest } from './service-request.ts';

/** Who writes, and which revision they have seen. */
export const WriteConditions = createParamDecorator(
  (_data: unknown, context: ExecutionContext): WriteContext => {
    const request = context.switchToHttp().getRequest<ServiceRequest>();
    const ifMatch = request.headers['if-match'];
    const expected = expectationOf(typeof ifMatch === 'string' ? ifMatch : undefined);
    return { actor: actorOf(request), ...expected };
  },
);
