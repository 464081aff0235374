import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { api, bodyOf } from '../api/client.ts';
import type { Self } from './permissions.ts';

export const selfQuery = queryOptions({
  queryKey: ['self'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/v4/tokens/self', { signal })),
  staleTime: 60_000,
});

/** Who is signed in. Loaded before any page that asks, so it is there. */
export function useSelf(): Self {
  return useSuspenseQuery(selfQuery).data;
}
