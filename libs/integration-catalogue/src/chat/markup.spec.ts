import fc from 'fast-check';
import {
  cardMarkup,
  discordMarkup,
  googleChatMarkup,
  rocketChatMarkup,
  slackMarkup,
  telegramMarkup,
  webexMarkup,
  zulipMarkup,
} from './markup.ts';
import { characters, render } from './render.ts';
import { link, oneLine, prose, rich, strong } from './rich-text.ts';
import { anyText } from './testing/any-text.ts';
import { PRODUCTS, bare } from './testing/read-markup.ts';

const URL = 'https://gitlab.example.com/acme/engine';

describe.each(PRODUCTS)("$name's markup", ({ markup, read, isLoose }) => {
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
        if (isLoose !== true) expect(bare(reading.strong.join(''))).toBe(bare(oneLine(emphasised)));
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

describe('commands of Zulip', () => {
  it.each(['/poll Lunch?', '/todo', '/me waves'])('are only words: %s', (command) => {
    expect(zulipMarkup.text(command)).toBe(`\u200b${command}`);
    expect(zulipMarkup.text(`a ${command}`)).toBe(`a ${command}`);
  });
});

describe('mentions that appear only once brackets or asterisks are gone', () => {
  it('ping nobody in Rocket.Chat', () => {
    expect(rocketChatMarkup.link('@[all]', URL)).toBe(`[@\u200ball](${URL})`);
    expect(rocketChatMarkup.strong('@*all*')).toBe('**@\u200ball**');
  });

  it('ping nobody in Zulip', () => {
    expect(zulipMarkup.link('@[**all**]', URL)).toBe(`[@\u200b**all**](${URL})`);
    expect(zulipMarkup.strong('ask @')).toBe('**ask @\u200b**');
  });
});
