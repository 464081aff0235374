import { Injectable } from '@nestjs/common';
import { INSTANCE_SCOPE, NamespaceMap, groupScope, levelOf } from '@patchbay/integration-contracts';
import type { ScopeKey } from '@patchbay/integration-contracts';
import { PlaceStore } from './place.store.ts';
import type { PresentPlace } from './place.store.ts';

const GROUP = 'group:';
const PROJECT = 'project:';

/**
 * Knows where projects and groups are today, as far as events have told. Scopes of groups are always those under which their
 * settings are stored, paths always those of today; only here is one made of the other.
 */
@Injectable()
export class Paths {
  readonly #places: PlaceStore;
  readonly #namespaces: NamespaceMap;

  constructor(places: PlaceStore, namespaces: NamespaceMap) {
    this.#places = places;
    this.#namespaces = namespaces;
  }

  /** The project at a path, whatever its case; of several that were seen there the newest. */
  async projectByPath(path: string): Promise<number | undefined> {
    const wanted = path.toLowerCase();
    // A project says nothing when a group around it moves: then it was last seen at a path that the group had before.
    const seen = await this.#places.listAt(this.#namespaces.formerPaths(wanted));
    const there = seen.filter((place) => this.presentPath(place).toLowerCase() === wanted);
    return there.sort((a, b) => b.at - a.at || b.id - a.id)[0]?.id;
  }

  /** `undefined` for a project that no event has named yet, that is gone, or whose path another one has taken. */
  async pathOfProject(id: number): Promise<string | undefined> {
    const place = await this.#places.find(id);
    if (place === undefined) return undefined;
    const path = this.presentPath(place);
    return (await this.projectByPath(path)) === id ? path : undefined;
  }

  /** The scopes of the groups that a project is in, innermost first; none when its path is not known. */
  async groupsOfProject(id: number): Promise<readonly ScopeKey[]> {
    const path = await this.pathOfProject(id);
    return path === undefined ? [] : this.#groupsAround(path);
  }

  /** The scope under which the settings of the group at a path are stored. */
  groupScopeOf(currentPath: string): ScopeKey {
    return this.#namespaces.settingsScope(groupScope(currentPath));
  }

  /**
   * What people know a scope by: the path of a group, the id of a project as text, nothing for the instance. A group that is
   * gone, and whose path another one has taken, has `#gone` behind it, so that it can't be mistaken for the other one.
   */
  currentPathOf(scope: ScopeKey): string {
    if (scope === INSTANCE_SCOPE) return '';
    if (levelOf(scope) === 'project') return scope.slice(PROJECT.length);
    const stored = scope.slice(GROUP.length);
    return this.#namespaces.currentPath(stored) ?? `${stored}#gone`;
  }

  /** A scope as answers show it: a group by its path of today. */
  shownScope(scope: ScopeKey): ScopeKey {
    return levelOf(scope) === 'group' ? `${GROUP}${this.currentPathOf(scope)}` : scope;
  }

  /** The scopes around one, innermost first and the instance last. */
  async outerScopesOf(scope: ScopeKey): Promise<readonly ScopeKey[]> {
    if (scope === INSTANCE_SCOPE) return [];
    const groups =
      levelOf(scope) === 'project'
        ? await this.groupsOfProject(Number(scope.slice(PROJECT.length)))
        : this.#groupsAround(this.#namespaces.currentPath(scope.slice(GROUP.length)) ?? '');
    return [...groups, INSTANCE_SCOPE];
  }

  /** Where something is today that was seen at a path at a time. */
  presentPath({ path, at }: Pick<PresentPlace, 'path' | 'at'>): string {
    return this.#namespaces.movedSince(path, at);
  }

  /** The groups below which something may have been seen that is below a path today, in lower case. */
  formerRoots(path: string): readonly string[] {
    return this.#namespaces.formerRoots(path);
  }

  #groupsAround(path: string): readonly ScopeKey[] {
    const parent = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    return this.#namespaces.settingsScopes(undefined, parent).slice(0, -1);
  }
}
