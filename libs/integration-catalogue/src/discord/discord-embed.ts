import { pictureOf, textOf } from '../chat/chat-message.ts';
import type { ChatMessage, Tone } from '../chat/chat-message.ts';
import { discordMarkup } from '../chat/markup.ts';
import { characters, render } from '../chat/render.ts';
import { clip, oneLine } from '../chat/rich-text.ts';

const DESCRIPTION = characters(4096);
const AUTHOR_LENGTH = 256;
const PLAIN = 0xfc6d26;
const COLOURS: Readonly<Record<Tone, number>> = {
  good: 0x0d532a,
  warning: 0x703800,
  danger: 0x8d1300,
  neutral: 0x334455,
  attention: 0xc95823,
};

/** One event as a Discord embed. Source: Discord's "Embed object" and its limits. */
export function discordEmbed(message: ChatMessage): Readonly<Record<string, unknown>> {
  const { author, tone, time } = message;
  const name = author?.name ?? author?.username;
  const picture = pictureOf(author);
  return {
    color: tone === undefined ? PLAIN : COLOURS[tone],
    ...(name !== undefined && {
      author: {
        name: clip(oneLine(name), AUTHOR_LENGTH),
        ...(picture !== undefined && { icon_url: picture }),
      },
    }),
    description: render(textOf(message), discordMarkup, DESCRIPTION),
    ...(time !== undefined && { timestamp: time.toISOString() }),
  };
}
