import type { EventFacts, Trigger } from '@patchbay/integration-contracts';
import { branchVerdict } from '../branches/branch-verdict.ts';
import type { ChosenBranches } from '../branches/branch-verdict.ts';

/** The routing settings of a chat integration; those with labels have two more. */
export interface ChatFilterSettings {
  readonly branches_to_be_notified: ChosenBranches;
  readonly notify_only_broken_pipelines: boolean;
  readonly notify_only_when_pipeline_status_changes: boolean;
  readonly labels_to_be_notified?: string | undefined;
  readonly labels_to_be_notified_behavior?: 'match_any' | 'match_all';
}

interface FilterInput {
  readonly settings: ChatFilterSettings;
  readonly facts: EventFacts;
  readonly trigger: Trigger;
}

type Verdict = true | string;

const ITEMS: ReadonlySet<Trigger> = new Set([
  'issue',
  'confidential_issue',
  'incident',
  'work_item',
  'confidential_work_item',
  'merge_request',
]);
const COMMENTS: ReadonlySet<Trigger> = new Set(['comment', 'confidential_note']);

/**
 * Whether a chat hears of an event, decided as GitLab's chat integrations do. A branch of which the payload doesn't say
 * that it is protected counts as not protected.
 */
export function chatFilter({ settings, facts, trigger }: FilterInput): Verdict {
  if (ITEMS.has(trigger)) return itemVerdict(settings, facts, trigger);
  if (COMMENTS.has(trigger)) return labelVerdict(settings, facts);
  if (trigger === 'push') return branchVerdict(settings.branches_to_be_notified, facts);
  return trigger === 'pipeline' ? pipelineVerdict(settings, facts) : true;
}

function itemVerdict(settings: ChatFilterSettings, facts: EventFacts, trigger: Trigger): Verdict {
  if (facts.action === 'update') return 'edits are not announced';
  // The same payload comes by a second time, as an incident.
  if (trigger.endsWith('work_item') && facts.itemType === 'Incident')
    return 'incidents have an event of their own';
  return labelVerdict(settings, facts);
}

function labelVerdict(settings: ChatFilterSettings, { labels }: EventFacts): Verdict {
  if (settings.labels_to_be_notified === undefined) return true;
  const wanted = settings.labels_to_be_notified
    .split(',')
    .map(labelTitle)
    .filter((title) => title !== '');
  if (wanted.length === 0) return true;
  const isCarried = (title: string) => labels.includes(title);
  if (settings.labels_to_be_notified_behavior === 'match_all') {
    return wanted.every(isCarried) || 'it does not carry all of the labels';
  }
  return wanted.some(isCarried) || 'it carries none of the labels';
}

/** `~bug` → `bug`, `~"needs triage"` → `needs triage`: people paste labels the way comments refer to them. */
function labelTitle(entry: string): string {
  const title = entry.trim().replace(/^~/, '');
  return title.length > 1 && title.startsWith('"') && title.endsWith('"') ? title.slice(1, -1) : title;
}

function pipelineVerdict(settings: ChatFilterSettings, facts: EventFacts): Verdict {
  const { status, refStatusName } = facts;
  if (status !== 'failed' && status !== 'success') return 'the pipeline has not ended in success or failure';
  if (status === 'success' && settings.notify_only_broken_pipelines) return 'the pipeline is not broken';
  if (settings.notify_only_when_pipeline_status_changes) {
    const change = status === 'failed' ? 'broken' : 'fixed';
    if (refStatusName !== change) return 'the pipeline status did not change';
  }
  return branchVerdict(settings.branches_to_be_notified, facts);
}
