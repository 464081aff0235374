import { UserManager, WebStorageStateStore } from 'oidc-client-ts';
import type { OidcConfig } from '../api/console-config.ts';
import { CONSOLE_ADDRESS } from '../api/base-address.ts';
import { keepToken } from './token.ts';

/** Where the provider sends people back to; to be registered there. */
const RETURN = new URL('sign-in', CONSOLE_ADDRESS).href;

/** Leaves for the identity provider: authorization code with PKCE. */
export async function goToProvider(config: OidcConfig, returnTo: string): Promise<void> {
  await managerOf(config).signinRedirect({ state: returnTo });
}

/** @returns where to go on, for somebody whom the provider has sent back */
export async function comeFromProvider(config: OidcConfig): Promise<string> {
  const manager = managerOf(config);
  const user = await manager.signinRedirectCallback();
  keepToken(user.access_token);
  // This tab has one token, and it is kept in one place.
  await manager.removeUser();
  return typeof user.state === 'string' ? user.state : '/';
}

function managerOf({ issuer, client_id, scopes }: OidcConfig): UserManager {
  const store = new WebStorageStateStore({ store: sessionStorage });
  return new UserManager({
    ...{ authority: issuer, client_id, redirect_uri: RETURN, scope: scopes.join(' ') },
    ...{ response_type: 'code', userStore: store, stateStore: store },
    ...{ automaticSilentRenew: false, loadUserInfo: false },
  });
}
