import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client.ts';
import type { components } from '../../api/openapi.gen.ts';
import { INSTANCE, placeOf, scopeOfKey } from '../../scopes/scope.ts';

export type Overview = components['schemas']['Overview'];
export type Accounting = components['schemas']['Accounting'];
export type ListedHealth = components['schemas']['ListedHealth'];

const INTERVAL_MS = 5000;
const TAIL_INTERVAL_MS = 3000;
const TAIL_LENGTH = 15;

export const accountingQuery = queryOptions({
  queryKey: ['overview', 'accounting'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/v4/admin/accounting', { signal })),
  refetchInterval: INTERVAL_MS,
});

export const breakersQuery = queryOptions({
  queryKey: ['overview', 'breakers'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/v4/admin/breakers', { signal })),
  refetchInterval: INTERVAL_MS,
});

/** The integrations that nothing is sent for now; who is well is of no interest here. */
export const troubledQuery = queryOptions({
  queryKey: ['overview', 'troubled'],
  queryFn: async ({ signal }) => {
    const inState = (state: 'off' | 'paused') =>
      bodyOf(api.GET('/api/v4/admin/health', { params: { query: { state } }, signal }));
    return (await Promise.all([inState('off'), inState('paused')])).flat();
  },
  refetchInterval: INTERVAL_MS,
});

/** The last requests of everybody. */
export const tailQuery = queryOptions({
  queryKey: ['overview', 'tail'],
  queryFn: ({ signal }) =>
    bodyOf(
      api.GET('/api/v4/{place}/deliveries', {
        params: { path: { place: placeOf(INSTANCE) }, query: { limit: TAIL_LENGTH } },
        signal,
      }),
    ),
  refetchInterval: TAIL_INTERVAL_MS,
});

/**
 * Takes an integration for healthy, and sends what was held back.
 * @throws ApiError
 */
export async function resetHealth({ scope, slug }: ListedHealth): Promise<void> {
  const owner = scopeOfKey(scope);
  if (owner === undefined) return;
  await bodyOf(
    api.POST('/api/v4/{place}/integrations/{slug}/health/reset', {
      params: { path: { place: placeOf(owner), slug } },
    }),
  );
}
