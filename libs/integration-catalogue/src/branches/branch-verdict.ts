import type { EventFacts } from '@patchbay/integration-contracts';
import { chatFilter } from '../chat/chat-filter.ts';
import type { ChatFilterSettings } from '../chat/chat-filter.ts';

/** Whether the event's ref is among the chosen branches, judged as chats judge pushes; tags always are. */
export function branchVerdict(
  branches: ChatFilterSettings['branches_to_be_notified'],
  facts: EventFacts,
): true | string {
  const settings: ChatFilterSettings = {
    branches_to_be_notified: branches,
    notify_only_broken_pipelines: false,
    notify_only_when_pipeline_status_changes: false,
  };
  return chatFilter({ settings, facts, trigger: 'push' });
}
