import { htmlMarkup } from '../../markup/html-markup.ts';
import {
  cardMarkup,
  discordMarkup,
  googleChatMarkup,
  rocketChatMarkup,
  slackMarkup,
  telegramMarkup,
  webexMarkup,
  zulipMarkup,
} from '../markup.ts';
import type { Markup } from '../render.ts';

/** What a reader of the markup sees: its text, what is linked or strong in it, and characters that act in other ways. */
interface Reading {
  text: string;
  readonly links: { label: string; url: string }[];
  readonly strong: string[];
  readonly stray: string[];
}

interface Product {
  readonly name: string;
  readonly markup: Markup;
  readonly read: (source: string) => Reading;
  /** It has no escape for asterisks, so that people can make words strong. That does no harm. */
  readonly isLoose?: true;
}

const LOOSE_TRAPS = /@(?:here|channel|everyone|all)\b|```/i;

const blank = (): Reading => ({ text: '', links: [], strong: [], stray: [] });
const withoutEntities = (text: string) =>
  text.replace(
    /&(?:(amp|lt|gt|quot)|#39);/g,
    (_all, name?: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name ?? ''] ?? "'",
  );

/** Reads by a pattern whose groups say what is what; all else is text. */
function readTokens(source: string, token: RegExp, plain: (text: string) => string): Reading {
  const reading = blank();
  for (const { 0: all, groups = {} } of source.matchAll(token)) {
    const { label, url, strong, stray } = groups;
    if (label !== undefined && url !== undefined)
      reading.links.push({ label: plain(label), url: plain(url) });
    if (strong !== undefined) reading.strong.push(plain(strong));
    if (stray !== undefined) reading.stray.push(stray);
    reading.text += plain(label ?? strong ?? all);
  }
  return reading;
}

/** CommonMark and Discord's kin of it, as far as these messages use it. */
function readMarkdown(source: string): Reading {
  const token =
    /(?<pair>\\[!-/:-@[-`{-~]|&(?:amp|lt|gt);)|\*\*(?<strong>(?:\\.|[^*\\])+)\*\*|\[(?<label>(?:\\.|[^\]\\])+)\]\((?<url>[^)\s]*)\)|(?<bare>https?:\/\/[\w\-./?=&%#~+:$]*)|(?<stray>[`*_[\]<>|~]|^[ \t]*(?:[#+=-]|\d+[.)])|^(?: {4}| {0,3}\t)|!(?=\[))|[^]/gmuy;
  return readTokens(source, token, (text) =>
    text.replace(
      /\\([!-/:-@[-`{-~])|&(?:amp|lt|gt);/g,
      (all, mark: string | undefined) => mark ?? withoutEntities(all),
    ),
  );
}

/** Links and mentions stand between angle brackets; these also read a bare `@channel`. */
function readSlack(source: string): Reading {
  const token = /<(?<url>https:\/\/[^>|]*)\|(?<label>[^>]*)>|(?<stray><[^>]*>?)|[^<]+/g;
  const reading = readTokens(source, token, withoutEntities);
  reading.stray.push(...(LOOSE_TRAPS.exec(reading.text) ?? []));
  return reading;
}

/** Slack's links without its entities: a bracket with something invisible behind it begins nothing. */
function readGoogleChat(source: string): Reading {
  const token = /<(?<url>https:\/\/[^>|]*)\|(?<label>[^<>|]*)>|<\u200b|(?<stray><[^>]*>?)|[^<]+/g;
  const reading = readTokens(source, token, (text) => text);
  reading.stray.push(...(LOOSE_TRAPS.exec(reading.text) ?? []));
  return reading;
}

/** Markdown's links, Slack's links and mentions by a bare `@`. */
function readRocketChat(source: string): Reading {
  const token = /\[(?<label>[^[\]]*)\]\((?<url>[^)]*)\)|(?<stray><(?!\u200b)|(?<!\w)@\w|```|\]\()|[^]/gu;
  return readTokens(source, token, (text) => text);
}

/** Markdown's links and fences, mentions between asterisks, and commands at the beginning of a message. */
function readZulip(source: string): Reading {
  const token = /\[(?<label>[^[\]]*)\]\((?<url>[^)]*)\)|(?<stray>@_?\*|`{3}|~{3}|\]\(|^\/(?=\w))|[^]/gu;
  return readTokens(source, token, (text) => text);
}

/** Telegram's legacy Markdown, by its documented rules. Throws where Telegram would refuse the message. */
function readTelegram(source: string): Reading {
  const reading = blank();
  let at = 0;
  const upTo = (end: string) => {
    const found = source.indexOf(end, at);
    if (found === -1) throw new Error(`no ${end} after ${source.slice(at)}`);
    const text = source.slice(at, found);
    at = found + end.length;
    return text;
  };
  while (at < source.length) {
    const mark = source.charAt(at++);
    if (mark === '\\' && '_*`['.includes(source.charAt(at) || ' ')) reading.text += source.charAt(at++);
    else if (mark === '*') {
      const text = upTo('*');
      if (text !== '') reading.strong.push(text);
      reading.text += text;
    } else if (mark === '[') {
      const label = upTo('](');
      reading.links.push({ label, url: upTo(')') });
      reading.text += label;
    } else {
      if (mark === '_' || mark === '`') reading.stray.push(mark);
      reading.text += mark;
    }
  }
  return reading;
}

/** The few elements that we write. */
function readHtml(source: string): Reading {
  const token =
    /<a href="(?<url>[^"]*)">(?<label>[^<]*)<\/a>|<strong>(?<strong>[^<]*)<\/strong>|<br>|(?<stray>[<>"'])|[^<>"']+/g;
  const reading = readTokens(source, token, withoutEntities);
  reading.text = reading.text.replaceAll('<br>', '');
  return reading;
}

/** Every markup that is read by someone else's rules. */
export const PRODUCTS: readonly Product[] = [
  { name: 'Slack', markup: slackMarkup, read: readSlack, isLoose: true },
  { name: 'Google Chat', markup: googleChatMarkup, read: readGoogleChat, isLoose: true },
  { name: 'Rocket.Chat', markup: rocketChatMarkup, read: readRocketChat, isLoose: true },
  { name: 'Zulip', markup: zulipMarkup, read: readZulip, isLoose: true },
  { name: 'Discord', markup: discordMarkup, read: readMarkdown },
  { name: 'Teams', markup: cardMarkup, read: readMarkdown },
  { name: 'Webex', markup: webexMarkup, read: readMarkdown },
  { name: 'Telegram', markup: telegramMarkup, read: readTelegram },
  { name: 'Matrix', markup: htmlMarkup, read: readHtml },
];

const LOOKALIKES: Readonly<Record<string, string>> = { '‹': '<', '›': '>', '¦': '|' };

/** Without what products change about a text's looks: blanks, invisible characters, asterisks, brackets and their likes. */
export function bare(text: string): string {
  return text.replace(/[\s\u200b*[\]()]/g, '').replace(/[‹›¦]/g, (character) => LOOKALIKES[character] ?? '');
}
