import type { IssueView } from '@patchbay/integration-contracts';
import { chatMessage, placeIn, projectName } from '../chat-message.ts';
import type { ChatMessage } from '../chat-message.ts';
import { itemLink, prose } from '../rich-text.ts';
import type { Say } from '../say.ts';
import { itemSentence, personName } from '../wording.ts';

/** Only an item that is new is quoted; afterwards its readers know it. */
export function issueMessage(view: IssueView, say: Say): ChatMessage {
  const { project, actor, action, state, type, description, isConfidential, iid } = view;
  const kind = say.wordOf('kind.', type);
  const item = itemLink('#', view);
  return chatMessage({
    project,
    author: actor,
    summary: say(itemSentence(action, state), {
      actor: personName(actor, say),
      kind: isConfidential ? say.word('kind.confidential', { kind }) : kind,
      item,
      place: placeIn(project, say),
    }),
    thread: `${type.toLowerCase()} ${projectName(project) ?? ''}#${iid ?? ''}`,
    ...(action === 'open' && {
      tone: 'attention',
      heading: item[0],
      body: description === undefined ? [] : [prose(description)],
    }),
  });
}
