import type { ViewOf } from '@patchbay/integration-contracts';
import type { Locale } from '../locales/locale.ts';
import type { ChatTrigger } from './chat-events.ts';
import type { ChatMessage } from './chat-message.ts';
import { alertMessage } from './messages/alert.message.ts';
import { commentMessage } from './messages/comment.message.ts';
import { deploymentMessage } from './messages/deployment.message.ts';
import { groupMentionMessage } from './messages/group-mention.message.ts';
import { issueMessage } from './messages/issue.message.ts';
import { mergeRequestMessage } from './messages/merge-request.message.ts';
import { pipelineMessage } from './messages/pipeline.message.ts';
import { pushMessage } from './messages/push.message.ts';
import { vulnerabilityMessage } from './messages/vulnerability.message.ts';
import { wikiPageMessage } from './messages/wiki-page.message.ts';
import { saying } from './say.ts';
import type { Say } from './say.ts';

type Builder<T extends ChatTrigger> = (view: ViewOf<T>, say: Say) => ChatMessage;

const BUILDERS: { readonly [T in ChatTrigger]: Builder<T> } = {
  push: pushMessage,
  tag_push: pushMessage,
  issue: issueMessage,
  confidential_issue: issueMessage,
  incident: issueMessage,
  work_item: issueMessage,
  confidential_work_item: issueMessage,
  merge_request: mergeRequestMessage,
  comment: commentMessage,
  confidential_note: commentMessage,
  pipeline: pipelineMessage,
  wiki_page: wikiPageMessage,
  deployment: deploymentMessage,
  alert: alertMessage,
  vulnerability: vulnerabilityMessage,
  group_mention: groupMentionMessage,
  group_confidential_mention: groupMentionMessage,
};

/** Puts an event into words of a language, for any chat product. */
export function describeForChat(view: ViewOf<ChatTrigger>, locale: Locale): ChatMessage {
  const build = BUILDERS[view.trigger] as Builder<ChatTrigger>;
  return build(view, saying(locale));
}
