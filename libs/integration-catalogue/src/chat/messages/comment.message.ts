import type { CommentView } from '@patchbay/integration-contracts';
import { chatMessage, placeIn, projectName } from '../chat-message.ts';
import type { ChatMessage } from '../chat-message.ts';
import { link, prose, strong } from '../rich-text.ts';
import type { Say } from '../say.ts';
import { personName } from '../wording.ts';

export function commentMessage(view: CommentView, say: Say): ChatMessage {
  const { project, actor, action, noteableType, targetReference, targetTitle, note } = view;
  const kind =
    noteableType === undefined
      ? say.word('something')
      : say.wordOf('kind.', noteableType.replace(/^Project(?=Snippet)/, ''));
  return chatMessage({
    project,
    author: actor,
    tone: 'neutral',
    summary: say(action === 'update' ? 'comment.edited' : 'comment.written', {
      actor: personName(actor, say),
      kind,
      target: link(targetReference ?? say.word('there'), view.url ?? view.targetUrl),
      place: placeIn(project, say),
      about: targetTitle === undefined ? undefined : say('about', { title: strong(targetTitle) }),
    }),
    // That of the issue or merge request itself.
    thread: `${threadKind(noteableType)} ${projectName(project) ?? ''}${targetReference ?? ''}`,
    body: note === undefined ? [] : [prose(note)],
  });
}

function threadKind(noteableType = 'note'): string {
  return noteableType.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}
