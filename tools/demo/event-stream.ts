import { EVENT_SAMPLES } from '@patchbay/integration-contracts';
import type { JsonObject, Trigger } from '@patchbay/integration-contracts';
import { seededRandom } from '../receiver/index.ts';
import { placeSample } from './placed-sample.ts';
import { FEATURE_BRANCHES, PEOPLE, PROJECTS } from './world.ts';
import type { DemoProject } from './world.ts';

/** An event with what the demo knows about it by itself, without asking the parser. */
export interface DemoEvent {
  readonly id: string;
  readonly project: DemoProject;
  /** All triggers it stands for, the main one first. */
  readonly kinds: readonly [Trigger, ...Trigger[]];
  readonly branch: string | undefined;
  readonly isDefaultBranch: boolean;
  readonly hasFailed: boolean;
  readonly value: Buffer;
}

interface Recipe {
  readonly trigger: Trigger;
  /** Name of the sample; the typical one when absent. */
  readonly sample?: string;
  readonly also?: readonly Trigger[];
  /** How often, compared with the others. */
  readonly weight: number;
  readonly hasFailed?: boolean;
}

const RECIPES: readonly Recipe[] = [
  { trigger: 'push', also: ['commit'], weight: 6 },
  { trigger: 'merge_request', weight: 4 },
  { trigger: 'comment', weight: 3 },
  { trigger: 'pipeline', weight: 3 },
  { trigger: 'pipeline', sample: 'failed', hasFailed: true, weight: 2 },
  { trigger: 'issue', weight: 2 },
  { trigger: 'job', weight: 2 },
  { trigger: 'tag_push', weight: 1 },
  { trigger: 'deployment', weight: 1 },
  { trigger: 'wiki_page', weight: 1 },
  { trigger: 'release', weight: 1 },
];
const DECK: readonly Recipe[] = RECIPES.flatMap((recipe) =>
  Array.from({ length: recipe.weight }, () => recipe),
);
const DEFAULT_BRANCH = 'main';
/** Share of the pushes that go to the default branch. */
const DEFAULT_BRANCH_SHARE = 0.5;

/** An endless, varied, repeatable stream. Ids start with `run`, so that the events of one run can be told apart. */
export function* eventStream(run: string, seed: number): Generator<DemoEvent, never> {
  const random = seededRandom(seed);
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  };
  for (let number = 1; ; number += 1) {
    const recipe = pick(DECK);
    const project = pick(PROJECTS);
    const placed = placeSample(sampleOf(recipe), project, pick(PEOPLE));
    const feature = random() < DEFAULT_BRANCH_SHARE ? undefined : pick(FEATURE_BRANCHES);
    const isFeature = recipe.trigger === 'push' && feature !== undefined;
    const payload = isFeature ? { ...placed, ref: `refs/heads/${feature}`, ref_protected: false } : placed;
    yield {
      id: `${run}-${String(number)}`,
      project,
      kinds: [recipe.trigger, ...(recipe.also ?? [])],
      branch: isFeature ? feature : branchOf(recipe.trigger),
      isDefaultBranch: !isFeature,
      hasFailed: recipe.hasFailed ?? false,
      value: Buffer.from(JSON.stringify(payload)),
    };
  }
}

function sampleOf({ trigger, sample = 'typical' }: Recipe): JsonObject {
  const found = EVENT_SAMPLES.find((candidate) => candidate.trigger === trigger && candidate.name === sample);
  if (found === undefined) throw new RangeError(`there is no sample ${sample} of ${trigger}`);
  return found.payload;
}

/** The samples of these play on the default branch. */
function branchOf(trigger: Trigger): string | undefined {
  return trigger === 'push' || trigger === 'pipeline' ? DEFAULT_BRANCH : undefined;
}
