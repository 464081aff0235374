import { Reflector } from '@nestjs/core';

export type AccessRule = 'scope' | 'instance-admin' | 'token-admin' | 'any-token' | 'everybody';

/**
 * Who may call a route. `scope`: tokens that cover the scope in the path. `instance-admin`: administrators of the
 * instance, for what reaches across scopes. `token-admin`: administrators of any scope; the route itself keeps them within it.
 * `any-token`: whoever has a token. `everybody`: also who has none. A route that doesn't say is closed to everybody.
 */
export const Access = Reflector.createDecorator<AccessRule>();
