import type { AlertView } from '@patchbay/integration-contracts';
import { chatMessage, placeIn } from '../chat-message.ts';
import type { ChatMessage, MessageDetail } from '../chat-message.ts';
import { link, rich } from '../rich-text.ts';
import type { Say } from '../say.ts';
import { timeOf } from '../wording.ts';

export function alertMessage(view: AlertView, say: Say): ChatMessage {
  const { project, actor, url, severity, events, status, startedAt } = view;
  const title = view.title ?? say.word('untitled');
  const state = say.wordOf('alert.status.', status ?? 'triggered');
  const details: [string, string | number | undefined][] = [
    [say.word('detail.severity'), severity],
    [say.word('detail.events'), events],
    [say.word('detail.status'), status === undefined ? undefined : state],
    [say.word('detail.started'), startedAt],
  ];
  return chatMessage({
    project,
    author: actor,
    tone: 'attention',
    summary: say('alert.summary', { status: state, alert: link(title, url), place: placeIn(project, say) }),
    heading: link(title, url),
    details: details.flatMap(([name, value]): MessageDetail[] =>
      value === undefined ? [] : [{ title: name, value: rich`${value}` }],
    ),
    time: timeOf(startedAt),
  });
}
