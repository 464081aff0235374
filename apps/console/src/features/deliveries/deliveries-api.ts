import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client.ts';
import type { components } from '../../api/openapi.gen.ts';
import { placeOf, scopeKey, scopeOfKey } from '../../scopes/scope.ts';
import type { Scope } from '../../scopes/scope.ts';
import type { DeliveryFilter, Outcome } from './delivery-filter.ts';

export type Attempt = components['schemas']['Attempt'];
export type FullAttempt = components['schemas']['FullAttempt'];
export type Delivery = components['schemas']['Delivery'];
export type Job = components['schemas']['Job'];

const PAGE_SIZE = 100;
/** More rows than anybody scrolls through; a narrower filter finds the others. */
export const MAX_PAGES = 50;
const LIVE_INTERVAL_MS = 2000;
const JOB_INTERVAL_MS = 1000;

/**
 * The requests of a scope, newest first.
 * @param isLive asks again and again: for a scope there is no stream, and the server applies the filter this way
 */
export const deliveriesQuery = (scope: Scope, filter: DeliveryFilter, isLive: boolean) =>
  infiniteQueryOptions({
    queryKey: ['deliveries', scopeKey(scope), filter],
    queryFn: ({ pageParam, signal }) => {
      // The server checks what the address says, and explains what is wrong with it.
      const query = { ...filter, limit: PAGE_SIZE, ...(pageParam !== '' && { cursor: pageParam }) } as object;
      return bodyOf(
        api.GET('/api/v4/{place}/deliveries', { params: { path: { place: placeOf(scope) }, query }, signal }),
      );
    },
    initialPageParam: '',
    getNextPageParam: ({ next_cursor: next }, pages) => (pages.length < MAX_PAGES ? next : null),
    ...(isLive && { refetchInterval: LIVE_INTERVAL_MS }),
  });

/** Outcomes after which more may come by itself. */
const OPEN: readonly Outcome[] = ['retrying', 'parked'];

export const deliveryQuery = (scope: Scope, id: string) =>
  queryOptions({
    queryKey: ['delivery', scopeKey(scope), id],
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET('/api/v4/{place}/deliveries/{delivery_id}', {
          params: { path: { place: placeOf(scope), delivery_id: id } },
          signal,
        }),
      ),
    refetchInterval: ({ state }) =>
      state.data !== undefined && OPEN.includes(state.data.outcome) ? LIVE_INTERVAL_MS : false,
  });

/**
 * Sends a delivery again with the settings of today, although it may have been delivered.
 * @throws ApiError
 */
export async function resendDelivery({ integration, attempts }: Delivery): Promise<void> {
  const scope = scopeOfKey(integration?.scope ?? '');
  const last = attempts.at(-1);
  if (integration === null || scope === undefined || last === undefined) return;
  const path = { place: placeOf(scope), slug: integration.slug, attempt_id: last.id };
  await bodyOf(
    api.POST('/api/v4/{place}/integrations/{slug}/deliveries/{attempt_id}/resend', {
      params: { path },
      body: { force: true },
    }),
  );
}

/**
 * The same for one of a list, which does not know whose it is.
 * @throws ApiError
 */
export async function resendListed(scope: Scope, id: string): Promise<void> {
  const path = { place: placeOf(scope), delivery_id: id };
  await resendDelivery(
    await bodyOf(api.GET('/api/v4/{place}/deliveries/{delivery_id}', { params: { path } })),
  );
}

export interface ReplayWish {
  readonly slug: string;
  readonly since: string;
  readonly outcome: 'failed' | 'all' | 'dead';
}

export function startReplay(scope: Scope, { slug, since, outcome }: ReplayWish): Promise<Job> {
  return bodyOf(
    api.POST('/api/v4/{place}/integrations/{slug}/replay', {
      params: { path: { place: placeOf(scope), slug } },
      body: { since, outcome },
    }),
  );
}

const ENDED: readonly Job['state'][] = ['done', 'cancelled', 'failed'];

export const hasEnded = ({ state }: Job): boolean => ENDED.includes(state);

/** Replays and recoveries of an integration, newest first, as they go on. */
export const jobsQuery = (scope: Scope, slug: string) =>
  queryOptions({
    queryKey: ['jobs', scopeKey(scope), slug],
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET('/api/v4/{place}/integrations/{slug}/jobs', {
          params: { path: { place: placeOf(scope), slug } },
          signal,
        }),
      ),
    refetchInterval: ({ state }) => (state.data?.every(hasEnded) === false ? JOB_INTERVAL_MS : false),
  });

export async function cancelJob(scope: Scope, { slug, id }: Job): Promise<void> {
  const path = { place: placeOf(scope), slug, job_id: id };
  await bodyOf(api.DELETE('/api/v4/{place}/integrations/{slug}/jobs/{job_id}', { params: { path } }));
}
