import type { WikiPageView } from '@patchbay/integration-contracts';
import { chatMessage } from '../chat-message.ts';
import type { ChatMessage } from '../chat-message.ts';
import { link, prose, rich } from '../rich-text.ts';
import { pastTense, personName } from '../wording.ts';

export function wikiPageMessage(view: WikiPageView): ChatMessage {
  const { project, actor, action, title, slug, url, diffUrl, message } = view;
  return chatMessage({
    project,
    author: actor,
    tone: 'neutral',
    lead: rich`${personName(actor)} ${pastTense(action === 'update' ? 'edit' : action)} wiki page`,
    subject: [link(title ?? slug ?? 'untitled', action === 'delete' ? undefined : url)],
    tail: diffUrl === undefined ? [] : rich` (${link('compare', diffUrl)})`,
    body: message === undefined ? [] : [prose(message)],
  });
}
