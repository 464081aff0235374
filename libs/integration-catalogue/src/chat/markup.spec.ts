import fc from 'fast-check';
import {
  cardMarkup,
  discordMarkup,
  googleChatMarkup,
  rocketChatMarkup,
  slackMarkup,
  telegramMarkup,
  webexMarkup,
} from './markup.ts';
import { characters, render } from './render.ts';
import type { Markup } from './render.ts';
import { link, oneLine, prose, rich, strong } from './rich-text.ts';

const URL = 'https://gitlab.example.com/acme/engine';
const ATTACKS = [
  ...[
    '[click](https://evil.example/)',
    '![x](https://evil.example/)',
    '<https://evil.example|ok>',
    '](',
    '[',
    ']',
  ],
  ...[
    '<@all>',
    '<!channel>',
    '<!here|here>',
    '@here',
    '@everyone',
    ' @ada',
    '@channel',
    '<@U123>',
    '<at>Ada</at>',
  ],
  ...['*', '**', '_', '__', '~', '~~', '`', '```', '|', '||', '\\', '\\\\', '!', '&', '&lt;', '<', '>'],
  ...[
    '\n# ',
    '\n- ',
    '\n1. ',
    '\n> ',
    '\n===\n',
    '\n    code',
    '\n\t',
    ' ',
    '\n',
    'https://evil.example/a_b_c',
  ],
  ...['text', '7', 'ä', '💥', '\ud800', '\0', '\u202e', '\u200b'],
];
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...ATTACKS), { maxLength: 12 }).map((parts) => parts.join('')),
);

/** What a reader of the markup sees: its text, what is linked or strong in it, and characters that act in other ways. */
interface Reading {
  text: string;
  readonly links: { label: string; url: string }[];
  readonly strong: string[];
  readonly stray: string[];
}

/** CommonMark and Discord's kin of it, as far as these messages use it. */
function readMarkdown(source: string): Reading {
  const reading: Reading = { text: '', links: [], strong: [], stray: [] };
  const unescape = (text: string) =>
    text.replace(
      /\\([!-/:-@[-`{-~])|&(amp|lt|gt);/g,
      (_all, mark: string | undefined, entity: string) =>
        mark ?? { amp: '&', lt: '<', gt: '>' }[entity] ?? '',
    );
  const token =
    /(?<pair>\\[!-/:-@[-`{-~]|&(?:amp|lt|gt);)|\*\*(?<strong>(?:\\.|[^*\\])+)\*\*|\[(?<label>(?:\\.|[^\]\\])+)\]\((?<url>[^)\s]*)\)|(?<bare>https?:\/\/[\w\-./?=&%#~+:$]*)|(?<stray>[`*_[\]<>|~]|^[ \t]*(?:[#+=-]|\d+[.)])|^(?: {4}| {0,3}\t)|!(?=\[))|[^]/gmuy;
  for (const { 0: all, groups = {} } of source.matchAll(token)) {
    const { label, url, strong: emphasised, stray } = groups;
    if (label !== undefined && url !== undefined) reading.links.push({ label: unescape(label), url });
    if (emphasised !== undefined) reading.strong.push(unescape(emphasised));
    if (stray !== undefined) reading.stray.push(stray);
    reading.text += unescape(label ?? emphasised ?? all);
  }
  return reading;
}

function readSlack(source: string): Reading {
  const reading: Reading = { text: '', links: [], strong: [], stray: [] };
  const unescape = (text: string) =>
    text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  for (const { 0: all, 1: inner } of source.matchAll(/<([^>]*)>|[^<]+|</g)) {
    const [url = '', label, ...rest] = inner?.split('|') ?? [];
    if (inner === undefined) reading.text += unescape(all);
    else if (label === undefined || !url.startsWith('https://')) reading.stray.push(all);
    else {
      reading.links.push({ label: unescape([label, ...rest].join('|')), url: unescape(url) });
      reading.text += unescape([label, ...rest].join('|'));
    }
  }
  reading.stray.push(...(/@(?:here|channel|everyone|all)\b|```/i.exec(reading.text) ?? []));
  return reading;
}

/** Telegram's legacy Markdown, by its documented rules. Throws where Telegram would refuse the message. */
function readTelegram(source: string): Reading {
  const reading: Reading = { text: '', links: [], strong: [], stray: [] };
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

type Reader = (source: string) => Reading;
const PRODUCTS: readonly [name: string, Markup, Reader][] = [
  ['Slack', slackMarkup, readSlack],
  ['Discord', discordMarkup, readMarkdown],
  ['Teams', cardMarkup, readMarkdown],
  ['Webex', webexMarkup, readMarkdown],
  ['Telegram', telegramMarkup, readTelegram],
];
/** Without what products change about a text's looks: blanks, invisible characters, Telegram's brackets. */
const bare = (text: string) =>
  text
    .replace(/[\s\u200b*]/g, '')
    .replaceAll('[', '(')
    .replaceAll(']', ')');

describe.each(PRODUCTS)("%s's markup", (name, markup, read) => {
  const write = (text: Parameters<typeof render>[0]) => render(text, markup, characters(1e6));

  it('has no links, emphasis or mentions but ours, whatever people write', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, anyText, (plain, label, emphasised, description) => {
        const text = rich`${plain} ${link(label, URL)} and ${strong(emphasised)}: ${prose(description)}`;
        const reading = read(write(text));
        const ours = reading.links.filter(({ url }) => url === URL);
        const others = reading.links.filter(({ url }) => url !== URL);
        expect(ours.map((found) => bare(found.label))).toEqual(
          oneLine(label) === '' ? [] : [bare(oneLine(label))],
        );
        // Addresses that people wrote may be links, as long as they say where they lead.
        for (const other of others) expect(other.label).toBe(other.url);
        expect(reading.stray).toEqual([]);
        expect(bare(reading.text)).toBe(bare(text.map((segment) => segment.text).join('')));
        if (name !== 'Slack') expect(bare(reading.strong.join(''))).toBe(bare(oneLine(emphasised)));
      }),
      { numRuns: 500 },
    );
  });
});

describe('mentions', () => {
  it.each(['<@all>', '<@personEmail:ada@example.com|Ada>'])('of Webex never appear: %s', (mention) => {
    for (const text of [
      webexMarkup.text(mention),
      webexMarkup.strong(mention),
      webexMarkup.link(mention, URL),
    ]) {
      expect(text).not.toContain('<');
    }
  });

  it('of Telegram are broken up, while e-mail addresses stay', () => {
    expect(telegramMarkup.text('@ada ada@example.com (@ben)')).toBe(
      '@\u200bada ada@example.com (@\u200bben)',
    );
  });
});

describe('addresses in running text', () => {
  it('keep working', () => {
    const text = 'see https://example.com/a_b?c=d_e, or *this*';
    expect(discordMarkup.text(text)).toBe('see https://example.com/a_b?c=d_e, or \\*this\\*');
    expect(cardMarkup.text(text)).toBe(
      'see [https://example.com/a\\_b?c=d\\_e](https://example.com/a_b?c=d_e), or \\*this\\*',
    );
  });
});

describe('products that are like Slack', () => {
  const LABEL = 'a](https://evil.example/)[b <users/all> | > & ```';

  it.each([
    ['Mattermost', slackMarkup],
    ['Rocket.Chat', rocketChatMarkup],
  ])('keep the links of %s where they lead, whatever Markdown is in a title', (_name, markup) => {
    for (const text of [LABEL, '![x](https://evil.example/)', '[x][y]', '[y]: https://evil.example/']) {
      expect(markup.text(text)).not.toMatch(/\][([:]/);
      expect(markup.link(text, URL)).not.toContain('](https://evil');
    }
  });

  it('show Google Chat no entities, which it would not read', () => {
    expect(googleChatMarkup.text('1 < 2 && <users/all>')).toBe('1 <\u200b 2 && <\u200busers/all>');
    const written = googleChatMarkup.link(LABEL, `${URL}?a=1&b=2`);
    expect(written.startsWith(`<${URL}?a=1&b=2|a]`)).toBe(true);
    expect(written.slice(1, -1)).not.toMatch(/[<>]/);
    expect(written.split('|')).toHaveLength(2);
  });

  it('ping nobody in Rocket.Chat', () => {
    expect(rocketChatMarkup.text('@all <@ada> a@example.com')).toBe(
      '@\u200ball <\u200b@\u200bada> a@example.com',
    );
  });
});
