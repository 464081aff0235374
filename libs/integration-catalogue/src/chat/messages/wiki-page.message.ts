import type { WikiPageView } from '@patchbay/integration-contracts';
import { chatMessage, compareLink, placeIn } from '../chat-message.ts';
import type { ChatMessage } from '../chat-message.ts';
import { link, prose } from '../rich-text.ts';
import type { Say } from '../say.ts';
import { personName } from '../wording.ts';

const SENTENCES = { create: 'wiki.created', update: 'wiki.edited', delete: 'wiki.deleted' } as const;

export function wikiPageMessage(view: WikiPageView, say: Say): ChatMessage {
  const { project, actor, action = '', title, slug, url, diffUrl, message } = view;
  return chatMessage({
    project,
    author: actor,
    tone: 'neutral',
    summary: say(sentenceOf(action), {
      actor: personName(actor, say),
      page: link(title ?? slug ?? say.word('untitled'), action === 'delete' ? undefined : url),
      place: placeIn(project, say),
      compare: compareLink(diffUrl, say),
    }),
    thread: `wiki_page ${url ?? slug ?? ''}`,
    body: message === undefined ? [] : [prose(message)],
  });
}

function sentenceOf(action: string): (typeof SENTENCES)[keyof typeof SENTENCES] | 'wiki.changed' {
  return Object.hasOwn(SENTENCES, action) ? SENTENCES[action as keyof typeof SENTENCES] : 'wiki.changed';
}
