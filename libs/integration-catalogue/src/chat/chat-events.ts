import type { Trigger } from '@patchbay/integration-contracts';

/** What there are messages for. */
export type ChatTrigger = Extract<
  Trigger,
  | 'push'
  | 'tag_push'
  | 'issue'
  | 'confidential_issue'
  | 'incident'
  | 'work_item'
  | 'confidential_work_item'
  | 'merge_request'
  | 'comment'
  | 'confidential_note'
  | 'pipeline'
  | 'wiki_page'
  | 'deployment'
  | 'alert'
  | 'vulnerability'
  | 'group_mention'
  | 'group_confidential_mention'
>;

/** The events that every chat integration has. */
export const COMMON_CHAT_TRIGGERS = [
  'push',
  'issue',
  'confidential_issue',
  'work_item',
  'confidential_work_item',
  'merge_request',
  'comment',
  'confidential_note',
  'tag_push',
  'pipeline',
  'wiki_page',
] as const satisfies readonly ChatTrigger[];

const OFF_BY_DEFAULT: ReadonlySet<Trigger> = new Set([
  'deployment',
  'incident',
  'vulnerability',
  'group_mention',
  'group_confidential_mention',
]);
// Work items are switched together with issues.
const WITHOUT_SWITCH: ReadonlySet<Trigger> = new Set(['work_item', 'confidential_work_item']);

/** Which of a chat's events are on at first, and which have a switch. Source: the defaults of GitLab's chat integrations. */
export function chatEvents<const T extends ChatTrigger>(supported: readonly T[]) {
  return {
    supported,
    default: supported.filter((trigger) => !OFF_BY_DEFAULT.has(trigger)),
    configurable: supported.filter((trigger) => !WITHOUT_SWITCH.has(trigger)),
  };
}
