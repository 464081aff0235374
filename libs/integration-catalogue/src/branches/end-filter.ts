import type { EventFacts, Trigger } from '@patchbay/integration-contracts';
import type { ChatFilterSettings } from '../chat/chat-filter.ts';
import { branchVerdict } from './branch-verdict.ts';

interface FilterInput {
  readonly settings: Pick<ChatFilterSettings, 'branches_to_be_notified'>;
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
