import { linesOf, pictureOf, projectName } from '../chat/chat-message.ts';
import type { ChatMessage } from '../chat/chat-message.ts';
import { cardMarkup } from '../chat/markup.ts';
import { jsonBytes, render } from '../chat/render.ts';
import { rich } from '../chat/rich-text.ts';
import type { RichText } from '../chat/rich-text.ts';

// Teams refuses messages of more than about 28 KB. Addresses have no limit of their own, so each part gets its share.
const LINE = jsonBytes(2_000);
const LINES = jsonBytes(18_000);

const block = (text: string, style: Readonly<Record<string, unknown>>) => ({
  type: 'TextBlock',
  text,
  ...style,
});
const line = (text: RichText, style: Readonly<Record<string, unknown>>) =>
  block(render(text, cardMarkup, LINE), style);

/** One event as a Teams message that holds an adaptive card. */
export function adaptiveCard(message: ChatMessage): Readonly<Record<string, unknown>> {
  const lines = linesOf(message);
  const name = projectName(message.project);
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: {
          type: 'AdaptiveCard',
          msteams: { width: 'Full' },
          version: '1.0',
          body: [
            ...(name === undefined ? [] : [line(rich`${name}`, { weight: 'bolder', size: 'medium' })]),
            { type: 'ColumnSet', columns: columnsOf(message) },
            ...(lines.length === 0 ? [] : [block(render(lines, cardMarkup, LINES), { wrap: true })]),
          ],
        },
      },
    ],
  };
}

function columnsOf({ author, summary }: ChatMessage): readonly Readonly<Record<string, unknown>>[] {
  const text = { type: 'Column', width: 'stretch', items: [line(summary, { wrap: true })] };
  const url = pictureOf(author);
  if (url === undefined) return [text];
  return [{ type: 'Column', width: 'auto', items: [{ type: 'Image', url, size: 'medium' }] }, text];
}
