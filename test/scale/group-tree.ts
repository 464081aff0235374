/** One name for each level. */
const LEVELS = ['company', 'division', 'department', 'area', 'team', 'crew'] as const;
const CHILDREN = 4;
/** Nodes of a full tree with the levels above the last one, and with all. */
const INNER_NODES = nodesOf(LEVELS.length - 1);
const ALL_NODES = nodesOf(LEVELS.length);

/** Groups numbered level by level, so that any of them has its path without the others being there. */
export class GroupTree {
  readonly size: number;
  readonly #roots: number;

  /** @throws RangeError for fewer groups than reach the last level */
  constructor(size: number) {
    this.size = size;
    this.#roots = Math.ceil(size / ALL_NODES);
    if (this.innermost < 1) throw new RangeError(`${size} groups do not reach the last level`);
  }

  /** How many groups are on the last level. */
  get innermost(): number {
    return this.size - this.#roots * INNER_NODES;
  }

  /** @param index from 0, below `size` */
  pathOf(index: number): string {
    const names: string[] = [];
    for (let node = index; node >= 0; node = this.#parentOf(node)) names.unshift(String(node));
    return names.map((name, level) => `${LEVELS[level] ?? ''}-${name}`).join('/');
  }

  /** A path of six levels. @param number from 0, below `innermost` */
  innermostPath(number: number): string {
    return this.pathOf(this.#roots * INNER_NODES + number);
  }

  #parentOf(node: number): number {
    return node < this.#roots ? -1 : Math.floor((node - this.#roots) / CHILDREN);
  }
}

function nodesOf(levels: number): number {
  return (CHILDREN ** levels - 1) / (CHILDREN - 1);
}
