import { outerGroups, placeOf, scopeKey, scopeOfKey } from './scope.ts';
import type { Scope } from './scope.ts';

const SCOPES: readonly Scope[] = [
  { level: 'instance' },
  { level: 'group', path: 'platform/tools' },
  { level: 'project', id: '1042' },
];

describe('a scope', () => {
  it('reads back from the text that the API has for it', () => {
    expect(SCOPES.map((scope) => scopeOfKey(scopeKey(scope)))).toEqual(SCOPES);
    expect(scopeOfKey('galaxy:7')).toBeUndefined();
  });

  it('has a place in the API in which the slashes of a path are no slashes', () => {
    expect(SCOPES.map(placeOf)).toEqual(['admin', 'groups/platform%2Ftools', 'projects/1042']);
  });

  it('lies in the groups of its path', () => {
    expect(outerGroups('a/b/c')).toEqual(['a', 'a/b']);
    expect(outerGroups('a')).toEqual([]);
  });
});
