import type { MergeRequestView } from '@patchbay/integration-contracts';
import { chatMessage } from '../chat-message.ts';
import type { ChatMessage } from '../chat-message.ts';
import { itemLink, rich } from '../rich-text.ts';
import { pastTense, personName } from '../wording.ts';

export function mergeRequestMessage(view: MergeRequestView): ChatMessage {
  const { project, actor, action, state, isDraft } = view;
  return chatMessage({
    project,
    author: actor,
    lead: rich`${personName(actor)} ${pastTense(action, state)} ${isDraft ? 'draft ' : ''}merge request`,
    subject: itemLink('!', view),
  });
}
