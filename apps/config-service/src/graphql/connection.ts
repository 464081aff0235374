import { AppError } from '@patchbay/integration-contracts';

export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
}

/** A page of a sorted list, in the shape of the schema's connections. */
export interface Connection<Node> {
  readonly count: number;
  /** Made when they are asked for: a count alone opens no settings. */
  nodes(): readonly Node[];
  edges(): readonly { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

const DEFAULT_PAGE = 20;
const MAX_PAGE = 100;

/**
 * @param list of items and how each is shown; positions are unique and ascend
 * @throws AppError `invalid_request` for a negative size, or a cursor that is none
 */
export function connectionOf<Item, Node>(
  list: {
    readonly items: readonly Item[];
    readonly positionOf: (item: Item) => string;
    readonly nodeOf: (item: Item) => Node;
  },
  { first, after }: PageArguments,
): Connection<Node> {
  const { items, positionOf, nodeOf } = list;
  const start = after ?? '';
  const rest = start === '' ? items : items.filter(isBehind(positionIn(start), positionOf));
  const page = rest.slice(0, sizeOf(first));
  const cursors = page.map((item) => Buffer.from(positionOf(item)).toString('base64url'));
  const nodes = (): Node[] => page.map(nodeOf);
  return {
    count: items.length,
    nodes,
    edges: () => nodes().map((node, index) => ({ cursor: cursors[index] ?? '', node })),
    pageInfo: {
      hasNextPage: rest.length > page.length,
      hasPreviousPage: rest.length < items.length,
      startCursor: cursors[0] ?? null,
      endCursor: cursors.at(-1) ?? null,
    },
  };
}

/** What stood there may be gone meanwhile; the page goes on behind its place. */
function isBehind<Item>(position: string, positionOf: (item: Item) => string): (item: Item) => boolean {
  return (item) => positionOf(item) > position;
}

function positionIn(cursor: string): string {
  const position = Buffer.from(cursor, 'base64url');
  if (position.toString('base64url') === cursor) return position.toString();
  throw new AppError('invalid_request', 'after must be the endCursor of the page before.');
}

function sizeOf(first: number | null | undefined): number {
  const size = first ?? DEFAULT_PAGE;
  if (size < 0) throw new AppError('invalid_request', 'first must not be negative.');
  return Math.min(size, MAX_PAGE);
}
