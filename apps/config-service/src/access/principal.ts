import { groupScope } from '@patchbay/integration-contracts';
import type { ScopeKey } from '@patchbay/integration-contracts';
import type { AccessToken, Role } from './access-token.ts';

/** Who is asking: the holder of an access token. */
export interface Principal {
  /** The token's name; the token itself is kept nowhere. */
  readonly name: string;
  readonly role: Role;
  readonly scope: ScopeKey;
}

export function principalOf({ name, role, scope }: AccessToken): Principal {
  const [kind = '', path = ''] = scope.split(':');
  return { name, role, scope: kind === 'group' ? groupScope(path) : (scope as ScopeKey) };
}
