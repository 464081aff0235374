import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client.ts';
import { placeOf, scopeKey } from '../../scopes/scope.ts';
import type { Scope } from '../../scopes/scope.ts';

const LIST = '/api/v4/{place}/integrations';
const PER_PAGE = 100;
const SUMMARY_INTERVAL_MS = 15_000;

/** What can be set up at all; it changes with a release. */
export const catalogueQuery = (language: string) =>
  queryOptions({
    queryKey: ['catalogue', language],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v4/catalogue', { signal })),
    staleTime: 300_000,
  });

/** What is on in a scope, inherited ones included. */
export const integrationsQuery = (scope: Scope) =>
  queryOptions({
    queryKey: ['integrations', scopeKey(scope)],
    queryFn: ({ signal }) => {
      const query = { resolved: 'true' as const, per_page: PER_PAGE };
      return bodyOf(api.GET(LIST, { params: { path: { place: placeOf(scope) }, query }, signal }));
    },
  });

/** How deliveries went; asked for again and again while the page is open. */
export const summaryQuery = (scope: Scope) =>
  queryOptions({
    queryKey: ['integrations', scopeKey(scope), 'summary'],
    queryFn: ({ signal }) =>
      bodyOf(api.GET(`${LIST}/summary`, { params: { path: { place: placeOf(scope) } }, signal })),
    refetchInterval: SUMMARY_INTERVAL_MS,
  });
