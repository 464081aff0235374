import type { MergeRequestView } from '@patchbay/integration-contracts';
import { chatMessage, placeIn, projectName } from '../chat-message.ts';
import type { ChatMessage } from '../chat-message.ts';
import { itemLink } from '../rich-text.ts';
import type { Say } from '../say.ts';
import { itemSentence, personName } from '../wording.ts';

export function mergeRequestMessage(view: MergeRequestView, say: Say): ChatMessage {
  const { project, actor, action, state, isDraft, iid } = view;
  return chatMessage({
    project,
    author: actor,
    summary: say(itemSentence(action, state), {
      actor: personName(actor, say),
      kind: say.word(isDraft ? 'kind.draft' : 'kind.merge_request'),
      item: itemLink('!', view),
      place: placeIn(project, say),
    }),
    thread: `merge request ${projectName(project) ?? ''}!${iid ?? ''}`,
  });
}
