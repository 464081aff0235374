import type { Ask } from './ask.ts';

export type Query = Readonly<Record<string, string | number | undefined>>;

const MAX_PAGE = 100;

/** The path with those members of the query that are given. */
export function pathWith(path: string, query: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return search.size === 0 ? path : `${path}?${search.toString()}`;
}

/**
 * Entries of a list that is given out page by page.
 * @param list member of the answers that holds the entries
 */
export async function firstOf<Entry>(
  ask: Ask,
  { path, query = {}, list, limit }: { path: string; query?: Query; list: string; limit: number },
): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  let cursor: string | undefined;
  do {
    const page = { ...query, limit: Math.min(limit - entries.length, MAX_PAGE), cursor };
    const answer = (await ask('GET', pathWith(path, page))) as Readonly<Record<string, unknown>>;
    entries.push(...(answer[list] as readonly Entry[]));
    cursor = (answer['next_cursor'] as string | null | undefined) ?? undefined;
  } while (cursor !== undefined && entries.length < limit);
  return entries;
}
