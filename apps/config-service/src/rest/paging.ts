import { AppError } from '@patchbay/integration-contracts';

interface Reply {
  header(name: string, value: string): unknown;
}

export interface Paging {
  readonly page: number;
  readonly perPage: number;
}

/** All that a scope usually has comes on one page, for clients that never ask for a second one. */
const DEFAULT_PER_PAGE = 100;
const MAX_PER_PAGE = 100;

/** @throws AppError `invalid_request` for values out of range */
export function pagingOf(given: { readonly page?: string; readonly per_page?: string }): Paging {
  return {
    page: countOf('page', given.page, { absent: 1, max: 1_000_000 }),
    perPage: countOf('per_page', given.per_page, { absent: DEFAULT_PER_PAGE, max: MAX_PER_PAGE }),
  };
}

/** Cuts a page out of a whole list and describes it. */
export function pageOf<Item>(
  all: readonly Item[],
  paging: Paging,
  place: { readonly url: string; readonly reply: Reply },
): readonly Item[] {
  declarePage(all.length, paging, place);
  const { page, perPage } = paging;
  return all.slice((page - 1) * perPage, page * perPage);
}

/** Describes a page in the headers that GitLab's clients go by. @param total of all pages */
export function declarePage(
  total: number,
  { page, perPage }: Paging,
  { url, reply }: { readonly url: string; readonly reply: Reply },
): void {
  const pages = Math.max(1, Math.ceil(total / perPage));
  const next = page < pages ? page + 1 : undefined;
  const previous = page > 1 ? Math.min(page - 1, pages) : undefined;
  reply.header('x-total', String(total));
  reply.header('x-total-pages', String(pages));
  reply.header('x-page', String(page));
  reply.header('x-per-page', String(perPage));
  reply.header('x-next-page', String(next ?? ''));
  reply.header('x-prev-page', String(previous ?? ''));
  const links = Object.entries({ prev: previous, next, first: 1, last: pages }).flatMap(([name, number]) =>
    number === undefined ? [] : [`<${linkTo(url, number, perPage)}>; rel="${name}"`],
  );
  reply.header('link', links.join(', '));
}

/** Relative, because only the caller knows by which address it reached this service. */
function linkTo(url: string, page: number, perPage: number): string {
  const [path = '', query = ''] = url.split('?', 2);
  // What else was asked for belongs to the other pages as well.
  const others = [...new URLSearchParams(query)].filter(([name]) => name !== 'page' && name !== 'per_page');
  const parameters = [['page', String(page)], ['per_page', String(perPage)], ...others];
  return `${path}?${new URLSearchParams(parameters).toString()}`;
}

function countOf(
  name: string,
  text: string | undefined,
  { absent, max }: { readonly absent: number; readonly max: number },
): number {
  if (text === undefined) return absent;
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= max) return count;
  throw new AppError('invalid_request', `${name} must be a whole number from 1 to ${max}.`);
}
