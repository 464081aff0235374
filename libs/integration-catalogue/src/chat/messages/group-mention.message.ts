import type { GroupMentionView } from '@patchbay/integration-contracts';
import { chatMessage } from '../chat-message.ts';
import type { ChatMessage } from '../chat-message.ts';
import { link, prose, rich, strong } from '../rich-text.ts';
import { inWords, personName } from '../wording.ts';

export function groupMentionMessage(view: GroupMentionView): ChatMessage {
  const { project, actor, groupPath, groupUrl, sourceKind, targetReference, targetTitle, text } = view;
  const group = link(groupPath ?? 'unknown', groupUrl);
  const source = sourceKind === 'note' ? 'a comment on' : inWords(sourceKind ?? 'text');
  return chatMessage({
    project,
    author: actor,
    tone: 'neutral',
    lead: rich`${personName(actor)} mentioned group ${group} in ${source}`,
    subject: [link(targetReference ?? 'there', view.url)],
    tail: targetTitle === undefined ? [] : rich`: ${strong(targetTitle)}`,
    body: text === undefined ? [] : [prose(text)],
  });
}
