import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client.ts';
import type { components } from '../../api/openapi.gen.ts';
import { placeOf, scopeKey } from '../../scopes/scope.ts';
import type { Scope } from '../../scopes/scope.ts';

export type DeadLetter = components['schemas']['DeadLetter'];
export const KINDS = ['deliveries', 'events'] as const;
export type Kind = (typeof KINDS)[number];

export interface DeadLetterWish {
  readonly kind: Kind;
  /** Of the scope; at the instance everybody's are listed. */
  readonly slug: string | undefined;
  readonly reason: string;
}

const PAGE_SIZE = 50;
const MAX_PAGES = 40;

/** What was given up, newest first; nothing is asked where an integration must be chosen first. */
export const deadLettersQuery = (scope: Scope, { kind, slug, reason }: DeadLetterWish) =>
  infiniteQueryOptions({
    queryKey: ['dead-letters', scopeKey(scope), kind, slug, reason],
    queryFn: ({ pageParam, signal }) => {
      const query = {
        limit: PAGE_SIZE,
        ...(pageParam !== '' && { cursor: pageParam }),
        ...(reason !== '' && { reason }),
      };
      if (slug === undefined)
        return bodyOf(
          api.GET('/api/v4/admin/dead-letters', { params: { query: { ...query, kind } }, signal }),
        );
      const path = { place: placeOf(scope), slug };
      return bodyOf(
        api.GET('/api/v4/{place}/integrations/{slug}/dead-letters', { params: { path, query }, signal }),
      );
    },
    initialPageParam: '',
    getNextPageParam: ({ next_cursor: next }, pages) => (pages.length < MAX_PAGES ? next : null),
    enabled: scope.level === 'instance' || slug !== undefined,
  });

/** One with what is in it; for operators. */
export const deadLetterQuery = ({ kind, partition, offset }: DeadLetter) =>
  queryOptions({
    queryKey: ['dead-letter', kind, partition, offset],
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET('/api/v4/admin/dead-letters/{partition}/{offset}', {
          params: { path: { partition, offset }, query: { kind } },
          signal,
        }),
      ),
  });

/** Deletes all of a kind up to a time; Kafka can delete no single one. */
export async function discardBefore(kind: Kind, before: string): Promise<number> {
  const { purged } = await bodyOf(api.POST('/api/v4/admin/dead-letters/purge', { body: { kind, before } }));
  return purged;
}
