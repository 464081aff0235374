import type { EventFacts, Trigger } from '@patchbay/integration-contracts';
import { branchVerdict } from './branch-verdict.ts';
import type { ChosenBranches } from './branch-verdict.ts';

interface FilterInput {
  readonly settings: { readonly branches_to_be_notified: ChosenBranches };
  readonly facts: EventFacts;
  readonly trigger: Trigger;
}

/** Lets ends of deployments through, and of pipelines on the chosen branches; other events always. */
export function endFilter({ settings, facts, trigger }: FilterInput): true | string {
  if (trigger !== 'deployment' && trigger !== 'pipeline') return true;
  if (facts.status !== 'failed' && facts.status !== 'success')
    return `the ${trigger} has not ended in success or failure`;
  return trigger === 'deployment' || branchVerdict(settings.branches_to_be_notified, facts);
}
