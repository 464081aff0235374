import { hash } from 'node:crypto';
import { levelOf, scopesFor } from './scope.ts';
import type { ScopeKey } from './scope.ts';
import type { NamespaceMove } from './namespace-move.ts';

type Move = Pick<NamespaceMove, 'id' | 'from' | 'to' | 'at'>;

const GROUP = 'group:';

/**
 * Under which path a group's settings are kept, whatever it is called today: settings rows are not touched when a group
 * is renamed or moved, so they stay under the path at which they were first known. A group that is created later at a path
 * which another one left gets a stored path of its own, which nobody can type: `acme#1f0c…`.
 *
 * The map depends on the set of moves alone: in whatever order they come, and however often, all replicas agree. Paths are
 * compared without regard to case and answered in lower case. A group that is moved onto the path of one that is gone
 * brings its own settings along; those of the gone one stay stored, but hold nowhere.
 */
export class NamespaceMap {
  /** In the order in which they happened. */
  readonly #moves: Move[] = [];
  readonly #ids = new Set<string>();
  /** Present path of a group → the path under which it is stored. The longest entry decides for what lies below. */
  readonly #stored = new Map<string, string>();
  /** The same the other way round. */
  readonly #present = new Map<string, string>();
  /** How many of the moves the maps contain. */
  #followed = 0;

  get size(): number {
    return this.#moves.length;
  }

  /** @returns `false` for one that was applied before, and for one that leads nowhere: to itself, or into itself. */
  apply({ id, from: rawFrom, to: rawTo, at }: Move): boolean {
    const [from, to] = [rawFrom.toLowerCase(), rawTo.toLowerCase()];
    if (this.#ids.has(id) || isWithin(from, to) || isWithin(to, from)) return false;
    this.#ids.add(id);
    const move = { id, from, to, at };
    const later = this.#moves.findLastIndex((other) => isBefore(other, move)) + 1;
    this.#moves.splice(later, 0, move);
    if (later < this.#followed) this.#startOver();
    return true;
  }

  /** The path under which the settings of the group at a present path are kept. */
  settingsPath(currentPath: string): string {
    if (this.#moves.length === 0) return currentPath;
    this.#follow();
    return this.#storedAt(currentPath.toLowerCase());
  }

  /**
   * The present path of the group that has its settings under a stored path; `undefined` where no group has them any more,
   * since the one that had them is gone and another one was moved to its place.
   */
  currentPath(storedPath: string): string | undefined {
    if (this.#moves.length === 0) return storedPath;
    this.#follow();
    const stored = storedPath.toLowerCase();
    for (let prefix = stored; prefix !== ''; prefix = parentOf(prefix)) {
      const present = this.#present.get(prefix);
      if (present === undefined) continue;
      const candidate = present + stored.slice(prefix.length);
      if (this.#storedAt(candidate) === stored) return candidate;
    }
    return this.#storedAt(stored) === stored ? stored : undefined;
  }

  /**
   * The present path of what had this path at a time, a group or a project. At the very time of a move it is taken to be the
   * one that moved: nobody creates another one in its place within the same millisecond.
   */
  movedSince(path: string, at: number): string {
    const last = this.#moves.at(-1);
    if (last === undefined || last.at < at) return path;
    let moved = path.toLowerCase();
    for (const { from, to, at: movedAt } of this.#moves) {
      if (movedAt >= at && isWithin(moved, from)) moved = to + moved.slice(from.length);
    }
    return moved;
  }

  /** The names that what is at a present path may have had, newest first, the present one included. */
  formerPaths(currentPath: string): readonly string[] {
    let path = currentPath.toLowerCase();
    const names = [path];
    for (const { from, to } of this.#moves.toReversed()) {
      if (!isWithin(path, to)) continue;
      path = from + path.slice(to.length);
      names.push(path);
    }
    return names;
  }

  /**
   * The groups below which something may have been seen that is below a present path today: what that path was called before,
   * and where groups came from that were moved into it. Not all that was seen there is here today.
   */
  formerRoots(currentPath: string): readonly string[] {
    const roots = new Set([currentPath.toLowerCase()]);
    for (const { from, to } of this.#moves.toReversed()) {
      for (const root of [...roots]) {
        if (isWithin(to, root)) roots.add(from);
        else if (isWithin(root, to)) roots.add(from + root.slice(to.length));
      }
    }
    return [...roots];
  }

  /** The scope under which the settings of a scope are kept: itself but for groups that moved. */
  settingsScope(scope: ScopeKey): ScopeKey {
    if (this.#moves.length === 0 || levelOf(scope) !== 'group') return scope;
    return `${GROUP}${this.settingsPath(scope.slice(GROUP.length))}`;
  }

  /**
   * The stored scopes whose settings may hold, nearest first: project, groups from the innermost outwards, instance.
   * @param at when the group had that path; moves since then are taken into account
   */
  settingsScopes(projectId: number | undefined, groupPath: string | undefined, at = Infinity): ScopeKey[] {
    if (this.#moves.length === 0) return scopesFor(projectId, groupPath);
    const path = groupPath === undefined ? undefined : this.movedSince(groupPath, at);
    return scopesFor(projectId, path).map((scope) => this.settingsScope(scope));
  }

  #storedAt(path: string): string {
    for (let prefix = path; prefix !== ''; prefix = parentOf(prefix)) {
      const stored = this.#stored.get(prefix);
      if (stored !== undefined) return stored + path.slice(prefix.length);
    }
    return path;
  }

  /** Moves that come out of order are rare, and the maps are made anew at most once for all that come together. */
  #startOver(): void {
    this.#stored.clear();
    this.#present.clear();
    this.#followed = 0;
  }

  #follow(): void {
    if (this.#followed === this.#moves.length) return;
    for (const move of this.#moves.slice(this.#followed)) this.#relocate(move);
    this.#followed = this.#moves.length;
  }

  #relocate({ id, from, to }: Move): void {
    const stored = this.#storedAt(from);
    const carried: (readonly [present: string, stored: string])[] = [];
    for (const [present, its] of this.#stored) {
      const isCarried = isWithin(present, from);
      if (!isCarried && !isWithin(present, to)) continue;
      this.#stored.delete(present);
      this.#present.delete(its);
      if (isCarried) carried.push([to + present.slice(from.length), its]);
    }
    const fresh = `${from}#${hash('sha1', id, 'hex').slice(0, 12)}`;
    for (const [present, its] of [...carried, [to, stored], [from, fresh]] as const) {
      this.#stored.set(present, its);
      this.#present.set(its, present);
    }
  }
}

/** A total order, so that moves at the same time are followed in the same order everywhere. */
function isBefore(a: Move, b: Move): boolean {
  return a.at === b.at ? a.id < b.id : a.at < b.at;
}

function isWithin(path: string, group: string): boolean {
  return path.startsWith(group) && (path.length === group.length || path[group.length] === '/');
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
