import { integrationByName } from '@patchbay/integration-catalogue';
import { groupScope, projectScope } from '@patchbay/integration-contracts';
import type { IntegrationDefinition, Level, ScopeKey } from '@patchbay/integration-contracts';
import { seededRandom } from '@patchbay/tools/receiver';
import { BenchError } from '../bench/bench-error.ts';
import { GroupTree } from './group-tree.ts';

/** One integration that is to be there. */
export interface PlannedSettings {
  readonly scope: ScopeKey;
  readonly definition: IntegrationDefinition;
  readonly label: string;
  readonly state: 'on' | 'off' | 'inherited';
}

/** How often each kind comes, in percent. */
const MIX = {
  webhook: 60,
  slack: 12,
  microsoft_teams: 8,
  jira: 8,
  datadog: 4,
  jenkins: 4,
  discord: 2,
  telegram: 1,
  mattermost: 1,
};
const KINDS = Object.entries(MIX).flatMap(([name, percent]) =>
  Array.from({ length: percent }, () => definitionOf(name)),
);
const KINDS_OF_INSTANCE = [...new Set(KINDS)].filter(({ levels }) => levels.includes('instance'));
const WEBHOOK = definitionOf('webhook');
const GROUP_SHARE = 0.14;
const INHERITED_SHARE = 0.03;
const OFF_SHARE = 0.05;
/** How many integrations one project after the other has, and one group after the other. */
const PER_PROJECT = [1, 2, 1, 3];
const PER_GROUP = [1, 2];
const FIRST_PROJECT = 1001;

/** Which integrations there are: for the same number and seed always the same, made one after the other. */
export class SettingsPlan {
  readonly groups: GroupTree;
  readonly #projectRows: number;
  readonly #groupRows: number;
  readonly #seed: number;

  constructor(size: number, seed: number) {
    const instanceRows = KINDS_OF_INSTANCE.length;
    this.#groupRows = Math.round(size * GROUP_SHARE);
    this.#projectRows = size - this.#groupRows - instanceRows;
    this.groups = new GroupTree(holdersOf(this.#groupRows, PER_GROUP));
    this.#seed = seed;
  }

  /** Projects with settings of their own; they have the numbers from {@link projectId} on. */
  get projects(): number {
    return holdersOf(this.#projectRows, PER_PROJECT);
  }

  /** @param number from 0; from `projects` on there are no settings yet */
  projectId(number: number): number {
    return FIRST_PROJECT + number;
  }

  /** Scopes of projects that have a web hook without a label, turned on; spread evenly over all of them. */
  projectsWithWebhook(count: number): readonly ScopeKey[] {
    const found: ScopeKey[] = [];
    const step = Math.max(1, Math.floor(this.projects / count / 2));
    let passed = 0;
    for (const { scope, definition, label, state } of this.rows()) {
      if (!scope.startsWith('project:') || definition !== WEBHOOK || label !== '' || state !== 'on') continue;
      if (passed % step === 0) found.push(scope);
      passed += 1;
    }
    return found.slice(0, count);
  }

  *rows(): Generator<PlannedSettings> {
    const random = seededRandom(this.#seed);
    for (const definition of KINDS_OF_INSTANCE)
      yield { scope: 'instance', definition, label: '', state: 'on' };
    yield* planned(this.#groupRows, PER_GROUP, {
      level: 'group',
      random,
      scopeOf: (number) => groupScope(this.groups.pathOf(number)),
    });
    yield* planned(this.#projectRows, PER_PROJECT, {
      level: 'project',
      random,
      scopeOf: (number) => projectScope(this.projectId(number)),
    });
  }
}

interface Holders {
  readonly level: Level;
  readonly random: () => number;
  readonly scopeOf: (number: number) => ScopeKey;
}

function* planned(
  count: number,
  perHolder: readonly number[],
  { level, random, scopeOf }: Holders,
): Generator<PlannedSettings> {
  let left = count;
  for (let holder = 0; left > 0; holder += 1) {
    const scope = scopeOf(holder);
    const rows = Math.min(left, perHolder[holder % perHolder.length] ?? 1);
    const names = new Set<string>();
    for (let row = 0; row < rows; row += 1) {
      const kind = KINDS[Math.floor(random() * KINDS.length)] ?? WEBHOOK;
      // What a scope can have one of gives way to a further web hook.
      const definition = kind.levels.includes(level) && !names.has(kind.name) ? kind : WEBHOOK;
      yield {
        scope,
        definition,
        label: names.has(definition.name) ? `more-${row}` : '',
        state: stateFrom(random),
      };
      names.add(definition.name);
    }
    left -= rows;
  }
}

function stateFrom(random: () => number): PlannedSettings['state'] {
  const chance = random();
  if (chance < INHERITED_SHARE) return 'inherited';
  return chance < INHERITED_SHARE + OFF_SHARE ? 'off' : 'on';
}

/** How many scopes it takes to hold so many rows. */
function holdersOf(rows: number, perHolder: readonly number[]): number {
  const inTurn = perHolder.reduce((sum, each) => sum + each, 0);
  let holders = Math.floor(rows / inTurn) * perHolder.length;
  for (let left = rows % inTurn; left > 0; holders += 1) left -= perHolder[holders % perHolder.length] ?? 1;
  return holders;
}

function definitionOf(name: string): IntegrationDefinition {
  const definition = integrationByName(name);
  if (definition === undefined) throw new BenchError(`the catalogue has no ${name}`);
  return definition;
}
