import type { Markup } from './render.ts';

const ZERO_WIDTH_SPACE = '\u200b';
const BROADCAST = /@(?=(?:here|channel|everyone|all)\b)/gi;
const BARE_URL = /(?<![\w\\])https?:\/\/[\w\-./?=&%#~+:$]*[\w/]/g;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escapeEntities = (value: string) => value.replace(/[&<>]/g, (character) => ENTITIES[character] ?? '');

/** Servers that are like Slack also read a bare `@channel` and Markdown, whose links could even take over one of ours. */
const withoutTraps = (value: string) =>
  value
    .replace(BROADCAST, `@${ZERO_WIDTH_SPACE}`)
    .replace(/\](?=[([:])/g, `]${ZERO_WIDTH_SPACE}`)
    // A code fence could swallow the links after it.
    .replace(/`(?=`)/g, `\`${ZERO_WIDTH_SPACE}`);

/** Slack's mrkdwn. It has no escape for `*` or `_`, which can only change how a word looks; links and mentions need `<`. */
export const slackMarkup: Markup = {
  text: (value) => withoutTraps(escapeEntities(value)),
  // A bar would end the address.
  link: (label, url) => `<${escapeEntities(url)}|${slackMarkup.text(label)}>`,
  strong: (value) => `*${slackMarkup.text(value)}*`,
};

const LOOKALIKES: Readonly<Record<string, string>> = { '<': '‹', '>': '›', '|': '¦' };

/** Google Chat writes links as Slack does, but shows Slack's entities as they are. */
export const googleChatMarkup: Markup = {
  text: (value) => withoutTraps(value).replaceAll('<', `<${ZERO_WIDTH_SPACE}`),
  link: (label, url) =>
    `<${url}|${withoutTraps(label).replace(/[<>|]/g, (character) => LOOKALIKES[character] ?? '')}>`,
  strong: (value) => `*${googleChatMarkup.text(value)}*`,
};

/** Slack's text without links, for notifications. */
export const slackPlain: Markup = {
  text: slackMarkup.text,
  link: slackMarkup.text,
  strong: slackMarkup.text,
};

/** For use within a line. A `!` before one of our own links would make it an image. */
const escapeInline = (value: string) => value.replace(/[\\`*_[\]<>|~&]|!$/g, '\\$&');

const escapeMarkdown = (value: string) =>
  escapeInline(value)
    // What makes a heading, a list, a quotation or an underline only does so at the start of a line.
    .replace(/^([ \t]*)(?:(?=[#+=-])|(\d{1,9})(?=[.)]))/gm, '$1$2\\')
    // Four blanks would make a block of code, in which the backslashes above show.
    .replace(/^[ \t]*(?: {4}|\t)[ \t]*/gm, (blanks) => '\u00a0'.repeat(blanks.length));

/** Escapes all but the addresses in a text, which `onUrl` renders. */
function exceptUrls(value: string, onUrl: (url: string) => string): string {
  if (!value.includes('://')) return escapeMarkdown(value);
  let out = '';
  let from = 0;
  for (const { 0: url, index } of value.matchAll(BARE_URL)) {
    out += escapeMarkdown(value.slice(from, index)) + onUrl(url);
    from = index + url.length;
  }
  return out + escapeMarkdown(value.slice(from));
}

const markdownLink = (label: string, url: string) => `[${escapeInline(label)}](${url})`;
const markdownStrong = (value: string) => `**${escapeInline(value)}**`;

/** Discord takes a backslash before an address for part of it, and an address for its own link, so those stay as they are. */
export const discordMarkup: Markup = {
  text: (value) => exceptUrls(value, (url) => url),
  link: markdownLink,
  strong: markdownStrong,
};

/** Adaptive cards: CommonMark, in which a single line end is no more than a blank. */
export const cardMarkup: Markup = {
  text: (value) => exceptUrls(value, (url) => markdownLink(url, url)).replaceAll('\n', '\n\n'),
  link: markdownLink,
  strong: markdownStrong,
};

// Webex looks for <@all> and its like before it reads the Markdown, so a backslash would not stop it.
const webexEntities = (escaped: string) =>
  escaped.replace(/\\([&<>])/g, (_match, character: string) => ENTITIES[character] ?? '');

export const webexMarkup: Markup = {
  text: (value) => webexEntities(escapeMarkdown(value)),
  link: (label, url) => `[${webexEntities(escapeInline(label))}](${url})`,
  strong: (value) => `**${webexEntities(escapeInline(value))}**`,
};

// A mention must follow a blank or punctuation; e-mail addresses are left alone.
const withoutMentions = (value: string) => value.replace(/(?<!\w)@(?=\w)/g, `@${ZERO_WIDTH_SPACE}`);

/**
 * Telegram's legacy Markdown. Nothing can be escaped inside a link or emphasis, and a backslash can't be escaped at all,
 * so one at the end is kept apart from the markup that may follow.
 */
export const telegramMarkup: Markup = {
  text: (value) =>
    withoutMentions(value)
      .replace(/[_*`[]/g, '\\$&')
      .replace(/\\$/, `\\${ZERO_WIDTH_SPACE}`),
  link: (label, url) => `[${withoutMentions(label).replaceAll('[', '(').replaceAll(']', ')')}](${url})`,
  strong: (value) => `*${withoutMentions(value).replaceAll('*', '*\\**')}*`,
};

// To be taken out before mentions are broken up: `@[all]` would become one.
const withoutBrackets = (value: string) => value.replace(/[[\]]/g, '');
const withoutAsterisks = (value: string) => value.replaceAll('*', '');

/**
 * Zulip's Markdown, in which a backslash does not escape for sure: what would be a link, a mention, a fence or, at the beginning of
 * a message, a command such as `/poll` is taken apart by characters that no one sees.
 */
export const zulipMarkup: Markup = {
  text: (value) =>
    value
      .replaceAll('](', `]${ZERO_WIDTH_SPACE}(`)
      .replace(/@(?=_?(?:\*|$))/g, `@${ZERO_WIDTH_SPACE}`)
      .replace(/(?:`{3}|~{3})/g, (fence) => fence.replace(/(?!^)/g, ZERO_WIDTH_SPACE))
      .replace(/^\//, `${ZERO_WIDTH_SPACE}/`),
  link: (label, url) => `[${zulipMarkup.text(withoutBrackets(label))}](${url})`,
  strong: (value) => `**${zulipMarkup.text(withoutAsterisks(value))}**`,
};

/** Rocket.Chat's Markdown, which has no entities and few escapes; it reads Slack's links as well. */
export const rocketChatMarkup: Markup = {
  text: (value) => withoutMentions(withoutTraps(value)).replaceAll('<', `<${ZERO_WIDTH_SPACE}`),
  link: (label, url) => `[${rocketChatMarkup.text(withoutBrackets(label))}](${url})`,
  strong: (value) => `**${rocketChatMarkup.text(withoutAsterisks(value))}**`,
};

/** The same for titles, which are shown as they are. */
export const rocketChatPlain: Markup = {
  text: rocketChatMarkup.text,
  link: rocketChatMarkup.text,
  strong: rocketChatMarkup.text,
};
