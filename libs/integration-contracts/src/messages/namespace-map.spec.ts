import fc from 'fast-check';
import { NamespaceMap } from './namespace-map.ts';
import type { NamespaceMove } from './namespace-move.ts';

type Move = Pick<NamespaceMove, 'id' | 'from' | 'to' | 'at'>;

const move = (at: number, from: string, to: string): Move => ({ id: `m${at}`, from, to, at });

function mapOf(...moves: readonly Move[]): NamespaceMap {
  const map = new NamespaceMap();
  for (const one of moves) map.apply(one);
  return map;
}

describe('NamespaceMap', () => {
  it('gives each path back as it came while nothing has moved', () => {
    const map = new NamespaceMap();
    expect(map.settingsPath('Acme/Rockets')).toBe('Acme/Rockets');
    expect(map.currentPath('acme')).toBe('acme');
    expect(map.movedSince('Acme', 0)).toBe('Acme');
    expect(map.settingsScopes(7, 'acme/rockets')).toEqual([
      'project:7',
      'group:acme/rockets',
      'group:acme',
      'instance',
    ]);
  });

  it('keeps the settings of a renamed group and of all below it where they were', () => {
    const map = mapOf(move(1, 'Acme', 'Globex'));
    expect(map.settingsPath('globex/Rockets')).toBe('acme/rockets');
    expect(map.currentPath('acme/rockets')).toBe('globex/rockets');
    expect(map.settingsPath('acmeology')).toBe('acmeology');
  });

  it('gives a new group at the old path settings of its own', () => {
    const map = mapOf(move(1, 'acme', 'globex'));
    const own = map.settingsPath('acme/rockets');
    expect(own).toMatch(/^acme#[0-9a-f]{12}\/rockets$/);
    expect(map.currentPath(own)).toBe('acme/rockets');
  });

  it('follows a group that is moved out of another one, which moves as well', () => {
    const map = mapOf(move(1, 'acme/rockets', 'labs/rockets'), move(2, 'acme', 'globex'));
    expect(map.settingsPath('labs/rockets')).toBe('acme/rockets');
    expect(map.settingsPath('globex/tools')).toBe('acme/tools');
    expect(map.settingsPath('globex/rockets')).not.toBe('acme/rockets');
    expect(map.settingsScopes(7, 'labs/rockets')).toEqual([
      'project:7',
      'group:acme/rockets',
      'group:labs',
      'instance',
    ]);
  });

  it('brings a group back to its own settings when it goes back', () => {
    const map = mapOf(move(1, 'acme', 'globex'), move(2, 'globex', 'acme'));
    expect(map.settingsPath('acme/rockets')).toBe('acme/rockets');
    expect(map.currentPath('acme')).toBe('acme');
  });

  it('leaves the settings of a gone group behind when another one takes its path', () => {
    const map = mapOf(move(1, 'acme', 'globex'));
    expect(map.settingsPath('globex')).toBe('acme');
    expect(map.currentPath('globex')).toBeUndefined();
  });

  it('knows what a path from before a move means today, and one from after it', () => {
    const map = mapOf(move(10, 'acme', 'globex'), move(20, 'globex/rockets', 'labs/rockets'));
    expect(map.movedSince('Acme/rockets/engine', 5)).toBe('labs/rockets/engine');
    expect(map.movedSince('acme/rockets/engine', 10)).toBe('labs/rockets/engine');
    expect(map.movedSince('acme/rockets/engine', 15)).toBe('acme/rockets/engine');
    expect(map.movedSince('globex/rockets/engine', 15)).toBe('labs/rockets/engine');
    expect(map.settingsScopes(undefined, 'acme', 5)).toEqual(['group:acme', 'instance']);
    expect(map.formerPaths('labs/rockets/engine')).toEqual([
      'labs/rockets/engine',
      'globex/rockets/engine',
      'acme/rockets/engine',
    ]);
  });

  it('applies a move once, and none that only changes the case or leads into the group itself', () => {
    const map = mapOf(move(1, 'acme', 'globex'));
    expect(map.apply(move(1, 'acme', 'globex'))).toBe(false);
    expect(map.apply(move(2, 'globex', 'GLOBEX'))).toBe(false);
    expect(map.apply(move(3, 'globex', 'globex/inner'))).toBe(false);
    expect(map.size).toBe(1);
    expect(map.settingsPath('globex')).toBe('acme');
  });
});

/** What the groups are and what they have, by id: the truth that the map must agree with. */
class GroupTree {
  readonly #groups = new Map<number, { name: string; parent: number | undefined; value?: number }>();
  #lastId = 0;

  get ids(): readonly number[] {
    return [...this.#groups.keys()];
  }

  pathOf(id: number): string {
    const group = this.#groups.get(id);
    if (group === undefined) return '';
    return group.parent === undefined ? group.name : `${this.pathOf(group.parent)}/${group.name}`;
  }

  valueOf(id: number): number | undefined {
    return this.#groups.get(id)?.value;
  }

  subtreeOf(id: number): readonly number[] {
    return this.ids.filter((other) => `${this.pathOf(other)}/`.startsWith(`${this.pathOf(id)}/`));
  }

  set(id: number, value: number): void {
    const group = this.#groups.get(id);
    if (group !== undefined) group.value = value;
  }

  create(parent: number | undefined, name: string): void {
    if (this.#isFree(parent, name)) this.#groups.set((this.#lastId += 1), { name, parent });
  }

  /** @returns whether it could be moved */
  move(id: number, parent: number | undefined, name: string): boolean {
    const isIntoItself = parent !== undefined && this.subtreeOf(id).includes(parent);
    if (isIntoItself || !this.#isFree(parent, name)) return false;
    Object.assign(this.#groups.get(id) ?? {}, { parent, name });
    return true;
  }

  delete(ids: readonly number[]): void {
    for (const id of ids) this.#groups.delete(id);
  }

  #isFree(parent: number | undefined, name: string): boolean {
    return [...this.#groups.values()].every((other) => other.parent !== parent || other.name !== name);
  }
}

interface Step {
  readonly kind: 'create' | 'move' | 'delete' | 'set';
  readonly which: number;
  readonly parent: number;
  readonly name: string;
}

/** A group tree, the map that hears of its moves, and settings that are kept by path and never moved. */
class World {
  readonly tree = new GroupTree();
  readonly map = new NamespaceMap();
  readonly moves: Move[] = [];
  readonly rows = new Map<string, number>();
  readonly history: { readonly id: number; readonly path: string; readonly at: number }[] = [];
  #now = 0;

  take({ kind, which, parent: parentIndex, name }: Step): void {
    this.#now += 1;
    const { tree } = this;
    const id = tree.ids[which % tree.ids.length];
    // One in three at the top level, where most groups are.
    const parent = parentIndex % 3 === 0 ? undefined : tree.ids[parentIndex % tree.ids.length];
    if (kind === 'create') tree.create(parent, name);
    else if (id !== undefined) this.#change(kind, id, { parent, name });
    for (const each of tree.ids) this.history.push({ id: each, path: tree.pathOf(each), at: this.#now });
  }

  #change(
    kind: Step['kind'],
    id: number,
    { parent, name }: { parent: number | undefined; name: string },
  ): void {
    const { tree, map, rows } = this;
    const from = tree.pathOf(id);
    if (kind === 'set') {
      tree.set(id, this.#now);
      rows.set(map.settingsPath(from), this.#now);
    } else if (kind === 'delete') {
      const gone = tree.subtreeOf(id);
      for (const each of gone) rows.delete(map.settingsPath(tree.pathOf(each)));
      tree.delete(gone);
    } else if (tree.move(id, parent, name)) {
      const told = { id: `move ${this.#now}`, from, to: tree.pathOf(id), at: this.#now };
      this.moves.push(told);
      map.apply(told);
    }
  }
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('create', 'create', 'move', 'move', 'move', 'set', 'set', 'delete'),
  which: fc.nat(50),
  parent: fc.nat(50),
  name: fc.constantFrom('a', 'b', 'c'),
});
const world = fc.array(step, { maxLength: 50, size: 'max' }).map((steps) => {
  const made = new World();
  for (const each of steps) made.take(each);
  return made;
});

describe('NamespaceMap beside a tree of groups with ids', () => {
  it('finds each group’s settings by its path as the tree does by its id, and the way back', () => {
    fc.assert(
      fc.property(world, ({ tree, map, rows }) => {
        for (const id of tree.ids) {
          const path = tree.pathOf(id);
          const stored = map.settingsPath(path);
          expect([path, rows.get(stored)]).toEqual([path, tree.valueOf(id)]);
          expect(map.currentPath(stored)).toBe(path);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('finds each living group by any path that it ever had, at the time when it had it', () => {
    fc.assert(
      fc.property(world, ({ tree, map, history }) => {
        const living = new Set(tree.ids);
        for (const { id, path, at } of history) {
          if (!living.has(id)) continue;
          expect(map.movedSince(path, at)).toBe(tree.pathOf(id));
          expect(map.formerPaths(tree.pathOf(id))).toContain(path);
          const [top = ''] = tree.pathOf(id).split('/');
          const isCovered = (root: string): boolean => path === root || path.startsWith(`${root}/`);
          expect([path, map.formerRoots(top).some(isCovered)]).toEqual([path, true]);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('is the same in whatever order and however often the moves come, and whoever asks in between', () => {
    const shuffled = world.chain((made) =>
      fc.tuple(
        fc.constant(made),
        fc.shuffledSubarray([...made.moves, ...made.moves], { minLength: 2 * made.moves.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([{ tree, map }, moves]) => {
        const other = new NamespaceMap();
        for (const each of moves) {
          other.apply(each);
          other.settingsPath(each.from);
        }
        const paths = [...tree.ids.map((id) => tree.pathOf(id)), ...moves.map(({ from }) => from)];
        for (const path of paths) expect(other.settingsPath(path)).toBe(map.settingsPath(path));
      }),
      { numRuns: 1000 },
    );
  });
});
