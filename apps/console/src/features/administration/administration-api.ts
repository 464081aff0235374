import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client.ts';
import type { components } from '../../api/openapi.gen.ts';

export type Token = components['schemas']['Token'];
export type IssuedToken = components['schemas']['IssuedToken'];
export type AuditEntry = components['schemas']['AuditPage']['entries'][number];
export type Keys = components['schemas']['Keys'];

const PAGE_SIZE = 50;
const MAX_PAGES = 40;
const ROTATION_INTERVAL_MS = 1000;
const PUBLICATION_INTERVAL_MS = 5000;

const pageOf = (cursor: string) => ({ limit: PAGE_SIZE, ...(cursor !== '' && { cursor }) });
const nextOf = ({ next_cursor: next }: { next_cursor: string | null }, pages: readonly unknown[]) =>
  pages.length < MAX_PAGES ? next : null;

export const tokensQuery = infiniteQueryOptions({
  queryKey: ['tokens'],
  queryFn: ({ pageParam, signal }) =>
    bodyOf(api.GET('/api/v4/admin/tokens', { params: { query: pageOf(pageParam) }, signal })),
  initialPageParam: '',
  getNextPageParam: nextOf,
});

export interface TokenWish {
  readonly name: string;
  readonly kind: 'personal' | 'service';
  readonly owner: string;
  readonly role: 'reader' | 'maintainer' | 'admin';
  readonly scope: string;
  /** As late as may be when absent. */
  readonly expires_at?: string;
}

export function createToken(wish: TokenWish): Promise<IssuedToken> {
  return bodyOf(api.POST('/api/v4/admin/tokens', { body: wish }));
}

export function rotateToken({ id }: Token): Promise<IssuedToken> {
  const path = { token_id: id };
  return bodyOf(api.POST('/api/v4/admin/tokens/{token_id}/rotate', { params: { path }, body: {} }));
}

export async function revokeToken({ id }: Token): Promise<void> {
  await bodyOf(api.DELETE('/api/v4/admin/tokens/{token_id}', { params: { path: { token_id: id } } }));
}

export interface AuditWish {
  readonly scope?: string;
  readonly name?: string;
  readonly actor?: string;
}

export const auditQuery = (wish: AuditWish) =>
  infiniteQueryOptions({
    queryKey: ['audit', wish],
    queryFn: ({ pageParam, signal }) =>
      bodyOf(
        api.GET('/api/v4/admin/audit', { params: { query: { ...pageOf(pageParam), ...wish } }, signal }),
      ),
    initialPageParam: '',
    getNextPageParam: nextOf,
  });

/** The keys that secrets are sealed with; asked again and again while they are being changed. */
export const keysQuery = queryOptions({
  queryKey: ['keys'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/v4/admin/keys', { signal })),
  refetchInterval: ({ state }) => (state.data?.rotation?.running === true ? ROTATION_INTERVAL_MS : false),
});

export function rotateKeys(): Promise<Keys> {
  return bodyOf(api.POST('/api/v4/admin/keys/rotate'));
}

/** How many settings the other services have not been told of. */
export const publicationQuery = queryOptions({
  queryKey: ['publication'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/v4/admin/settings/publication', { signal })),
  refetchInterval: PUBLICATION_INTERVAL_MS,
});
