import type { AlertView } from '@patchbay/integration-contracts';
import { chatMessage } from '../chat-message.ts';
import type { ChatMessage, MessageDetail } from '../chat-message.ts';
import { link, rich } from '../rich-text.ts';
import { timeOf } from '../wording.ts';

export function alertMessage(view: AlertView): ChatMessage {
  const { project, actor, title = 'untitled', url, severity, events, status, startedAt } = view;
  const details: [string, string | number | undefined][] = [
    ['Severity', severity],
    ['Events', events],
    ['Status', status],
    ['Started', startedAt],
  ];
  return chatMessage({
    project,
    author: actor,
    tone: 'attention',
    lead: rich`Alert ${status ?? 'triggered'}:`,
    subject: [link(title, url)],
    heading: link(title, url),
    details: details.flatMap(([name, value]): MessageDetail[] =>
      value === undefined ? [] : [{ title: name, value: rich`${value}` }],
    ),
    time: timeOf(startedAt),
  });
}
