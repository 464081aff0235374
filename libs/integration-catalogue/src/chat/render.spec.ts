import fc from 'fast-check';
import { cardMarkup, discordMarkup, slackMarkup, telegramMarkup } from './markup.ts';
import { bytes, characters, jsonBytes, render } from './render.ts';
import { link, prose, rich, strong } from './rich-text.ts';

const MARKUPS = [cardMarkup, discordMarkup, slackMarkup, telegramMarkup];
const anyText = fc.string({ unit: 'binary', maxLength: 60 });

describe('rendering', () => {
  it('puts single lines into templates and leaves absent parts out', () => {
    const text = rich`${'Ada\n  Example'} pushed ${3} to ${link('main', 'https://example.com/x y')}${undefined}`;
    expect(render(text, discordMarkup, characters(100))).toBe(
      'Ada Example pushed 3 to [main](https://example.com/x%20y)',
    );
  });

  it('writes links without an address as text', () => {
    expect(render(rich`${link('main', undefined)}`, slackMarkup, characters(100))).toBe('main');
  });

  it('takes control characters and changes of direction out', () => {
    expect(render(prose('a\u0000b\u202ec\r\nd\u009f'), slackMarkup, characters(100))).toBe('abc\nd');
  });

  it('keeps addresses from ending the link that they are in', () => {
    const url = 'https://example.com/a)b|c>d"e`f\\g*h\u2028i\ud800';
    expect(render([{ text: 'x', url }], slackMarkup, characters(200))).toBe(
      '<https://example.com/a%29b%7Cc%3Ed%22e%60f%5Cg%2Ah%E2%80%A8i\ufffd|x>',
    );
  });

  it('cuts plain text where the room ends, and says so', () => {
    expect(render(rich`${'a*b*c*d'}`, discordMarkup, characters(6))).toBe('a\\*b…');
    expect(render(rich`${'äöü'}`, discordMarkup, bytes(8))).toBe('äö…');
    expect(render(rich`${'"quoted"'}`, slackMarkup, jsonBytes(12))).toBe('"quo…');
  });

  it('drops a link that does not fit rather than cutting it', () => {
    const text = rich`see ${link('the long way round', 'https://example.com/')}`;
    expect(render(text, discordMarkup, characters(20))).toBe('see …');
  });

  it('never exceeds a limit and never tears a character apart, whatever the text', () => {
    fc.assert(
      fc.property(anyText, anyText, fc.integer({ min: 5, max: 80 }), (plain, emphasised, max) => {
        const text = rich`${plain} ${strong(emphasised)} ${link(plain, 'https://example.com/')} ${prose(plain)}`;
        for (const markup of MARKUPS) {
          for (const limit of [characters(max), bytes(max), jsonBytes(max)]) {
            const rendered = render(text, markup, limit);
            expect(limit.measure(rendered)).toBeLessThanOrEqual(max);
            expect(rendered.isWellFormed()).toBe(true);
          }
        }
      }),
    );
  });
});
