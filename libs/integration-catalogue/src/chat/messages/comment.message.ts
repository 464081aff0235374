import type { CommentView } from '@patchbay/integration-contracts';
import { chatMessage } from '../chat-message.ts';
import type { ChatMessage } from '../chat-message.ts';
import { link, prose, rich, strong } from '../rich-text.ts';
import { inWords, personName } from '../wording.ts';

export function commentMessage(view: CommentView): ChatMessage {
  const { project, actor, action, noteableType, targetReference, targetTitle, note } = view;
  const verb = action === 'update' ? 'edited a comment on' : 'commented on';
  const kind = noteableType === undefined ? 'something' : inWords(noteableType);
  return chatMessage({
    project,
    author: actor,
    tone: 'neutral',
    lead: rich`${personName(actor)} ${verb} ${kind}`,
    subject: [link(targetReference ?? 'there', view.url ?? view.targetUrl)],
    tail: targetTitle === undefined ? [] : rich`: ${strong(targetTitle)}`,
    body: note === undefined ? [] : [prose(note)],
  });
}
