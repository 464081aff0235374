import type { GroupMentionView } from '@patchbay/integration-contracts';
import { chatMessage, placeIn } from '../chat-message.ts';
import type { ChatMessage } from '../chat-message.ts';
import { link, prose, strong } from '../rich-text.ts';
import type { Say } from '../say.ts';
import { personName } from '../wording.ts';

export function groupMentionMessage(view: GroupMentionView, say: Say): ChatMessage {
  const {
    project,
    actor,
    groupPath,
    groupUrl,
    sourceKind = 'text',
    targetReference,
    targetTitle,
    text,
  } = view;
  return chatMessage({
    project,
    author: actor,
    tone: 'neutral',
    summary: say(sourceKind === 'note' ? 'mention.comment' : 'mention.item', {
      actor: personName(actor, say),
      group: link(groupPath ?? say.word('unknown'), groupUrl),
      kind: say.wordOf('kind.', sourceKind),
      target: link(targetReference ?? say.word('there'), view.url),
      place: placeIn(project, say),
      about: targetTitle === undefined ? undefined : say('about', { title: strong(targetTitle) }),
    }),
    body: text === undefined ? [] : [prose(text)],
  });
}
