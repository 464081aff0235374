import type { IssueView } from '@patchbay/integration-contracts';
import { chatMessage } from '../chat-message.ts';
import type { ChatMessage } from '../chat-message.ts';
import { itemLink, prose, rich } from '../rich-text.ts';
import { pastTense, personName } from '../wording.ts';

/** Only an item that is new is quoted; afterwards its readers know it. */
export function issueMessage(view: IssueView): ChatMessage {
  const { project, actor, action, state, type, description } = view;
  const kind = `${view.isConfidential ? 'confidential ' : ''}${type.toLowerCase()}`;
  const item = itemLink('#', view);
  return chatMessage({
    project,
    author: actor,
    lead: rich`${personName(actor)} ${pastTense(action, state)} ${kind}`,
    subject: item,
    ...(action === 'open' && {
      tone: 'attention',
      heading: item[0],
      body: description === undefined ? [] : [prose(description)],
    }),
  });
}
