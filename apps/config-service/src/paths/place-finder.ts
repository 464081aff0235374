import { Injectable } from '@nestjs/common';
import { levelOf } from '@patchbay/integration-contracts';
import type { ScopeKey } from '@patchbay/integration-contracts';
import { Paths } from './paths.ts';
import { PlaceStore } from './place.store.ts';
import type { PresentPlace } from './place.store.ts';

export interface PlaceQuery {
  /** Part of a path, whatever its case, or the number of a project. */
  readonly text?: string;
  /** The present path of a group to look in: right below it, or anywhere below where there is a text. */
  readonly group?: string;
}

/** So many are looked through, in the order of their paths: whoever does not find something says more of it. */
const MAX_FOUND = 1000;
const NUMBER = /^[1-9]\d{0,14}$/;

/** Finds projects and groups by what people remember of them, among those that events have told of. */
@Injectable()
export class PlaceFinder {
  readonly #places: PlaceStore;
  readonly #paths: Paths;

  constructor(places: PlaceStore, paths: Paths) {
    this.#places = places;
    this.#paths = paths;
  }

  /**
   * The projects in a scope, by path. One whose path another has taken is left out. One that has said nothing since a group
   * around it moved is found by the path that it had.
   */
  async projects(scope: ScopeKey, { text, group }: PlaceQuery): Promise<readonly PresentPlace[]> {
    const root = group ?? this.#rootOf(scope);
    const listed = await this.#places.listBelow({
      ...(root !== '' && { groups: this.#paths.formerRoots(root) }),
      ...(text !== undefined && { text }),
      limit: MAX_FOUND,
    });
    const byNumber =
      text !== undefined && NUMBER.test(text) ? await this.#places.find(Number(text)) : undefined;
    const found = [...listed, ...(byNumber === undefined ? [] : [byNumber])];
    const isDirect = group !== undefined && text === undefined;
    return this.#present(found).filter(
      ({ id, path }) =>
        (levelOf(scope) !== 'project' || scope === `project:${id}`) &&
        (isDirect ? parentOf(path) === root : isBelow(path, root)),
    );
  }

  /** The full paths of the groups in a scope, the scope's own included; without a text or a group those at the top. */
  async groups(scope: ScopeKey, { text, group }: PlaceQuery): Promise<readonly string[]> {
    if (levelOf(scope) === 'project') return [];
    const own = this.#rootOf(scope);
    const root = group ?? own;
    const groups = root === '' ? undefined : this.#paths.formerRoots(root);
    const known = new Map<string, string>();
    for (const { path, at } of await this.#places.listNamespaces(groups)) {
      for (const one of withAncestors(this.#paths.presentPath({ path, at })))
        known.set(one.toLowerCase(), one);
    }
    const isWanted = (path: string): boolean => {
      if (text !== undefined) return isBelow(path, root) || (group === undefined && path === own);
      return group === undefined && own !== '' ? path === own : parentOf(path) === root;
    };
    const wanted = text?.toLowerCase() ?? '';
    return [...known]
      .filter(([path]) => isWanted(path) && path.includes(wanted))
      .map(([, shown]) => shown)
      .sort();
  }

  /** What every path in a scope begins with. */
  #rootOf(scope: ScopeKey): string {
    return levelOf(scope) === 'group' ? this.#paths.currentPathOf(scope) : '';
  }

  /** Where they are today, each path once: of several that were seen at it the newest. */
  #present(found: readonly PresentPlace[]): readonly PresentPlace[] {
    const newest = new Map<string, PresentPlace>();
    for (const place of found.toSorted((a, b) => a.at - b.at || a.id - b.id)) {
      const path = this.#paths.presentPath(place);
      newest.set(path.toLowerCase(), { ...place, path });
    }
    return [...newest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, place]) => place);
  }
}

function isBelow(path: string, group: string): boolean {
  return group === '' || path.toLowerCase().startsWith(`${group.toLowerCase()}/`);
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/'))).toLowerCase();
}

function withAncestors(path: string): readonly string[] {
  const names = path.split('/');
  return names.map((_name, index) => names.slice(0, index + 1).join('/'));
}
