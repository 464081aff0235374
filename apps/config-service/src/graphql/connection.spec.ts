import { connectionOf } from './connection.ts';
import type { PageArguments } from './connection.ts';

const letters = (count: number): string[] =>
  Array.from({ length: count }, (_none, index) => String(index + 1000));
const page = (items: readonly string[], parameters: PageArguments = {}) =>
  connectionOf({ items, positionOf: (item) => item, nodeOf: (item) => `node ${item}` }, parameters);

describe('a connection', () => {
  it('has 20 to a page when nothing is said, and 100 at most', () => {
    const items = letters(150);
    expect(page(items).nodes()).toHaveLength(20);
    expect(page(items, { first: 1000 }).nodes()).toHaveLength(100);
    expect(page(items, { first: null, after: null }).nodes()).toHaveLength(20);
  });

  it('counts everything, whatever the page', () => {
    expect(page(letters(150), { first: 0 })).toMatchObject({
      count: 150,
      pageInfo: { hasNextPage: true, startCursor: null, endCursor: null },
    });
  });

  it('goes on behind an item that is gone meanwhile', () => {
    const items = letters(5);
    const { endCursor } = page(items, { first: 2 }).pageInfo;
    const rest = page(
      items.filter((item) => item !== '1001'),
      { after: endCursor },
    );
    expect(rest.nodes()).toEqual(['node 1002', 'node 1003', 'node 1004']);
    expect(rest.edges().map(({ node }) => node)).toEqual(rest.nodes());
    expect(rest.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  it('makes no node for those who only count', () => {
    const nodeOf = () => {
      throw new Error('made a node');
    };
    expect(connectionOf({ items: ['a'], positionOf: (item) => item, nodeOf }, {}).count).toBe(1);
  });

  it.each([
    [{ first: -1 }, /first/],
    [{ after: 'not a cursor!' }, /after/],
  ])('refuses %j', (parameters, message) => {
    expect(() => page(['a'], parameters)).toThrow(message);
  });
});
