import { queryOptions } from '@tanstack/react-query';
import { ApiError, kindOfStatus } from './api-error.ts';
import { CONSOLE_ADDRESS } from './base-address.ts';

export interface OidcConfig {
  readonly issuer: string;
  readonly client_id: string;
  readonly scopes: readonly string[];
}

/** What must be known before anybody has signed in. */
export interface ConsoleConfig {
  readonly version: string;
  readonly oidc: OidcConfig | null;
}

export const consoleConfigQuery = queryOptions({
  queryKey: ['console-config'],
  queryFn: async ({ signal }): Promise<ConsoleConfig> => {
    const answer = await fetch(new URL('config.json', CONSOLE_ADDRESS), { signal }).catch(
      (error: unknown) => {
        throw new ApiError('offline', String(error));
      },
    );
    if (!answer.ok)
      throw new ApiError(kindOfStatus(answer.status), answer.statusText, { status: answer.status });
    // Made by the same release of the service that serves this page.
    return (await answer.json()) as ConsoleConfig;
  },
  staleTime: Number.POSITIVE_INFINITY,
});
