import fc from 'fast-check';
import type { JsonObject, ViewOf } from '@patchbay/integration-contracts';
import { LOCALES } from '../locales/locale.ts';
import { anEvent } from '../testing/an-event.ts';
import { COMMON_CHAT_TRIGGERS } from './chat-events.ts';
import type { ChatTrigger } from './chat-events.ts';
import { textOf } from './chat-message.ts';
import { describeForChat } from './describe-for-chat.ts';
import { characters, render } from './render.ts';
import type { RichText } from './rich-text.ts';
import { anyText } from './testing/any-text.ts';
import { PRODUCTS, bare } from './testing/read-markup.ts';

type Said = 'wiki_page' | 'deployment' | 'issue' | 'comment';
const said = (trigger: Said, changes: JsonObject) =>
  describeForChat(anEvent(trigger, changes).view, 'en')
    .summary.map(({ text }) => text)
    .join('');

describe('words that a payload makes up', () => {
  it('are no names of sentences, nor of what objects inherit', () => {
    expect(said('wiki_page', { object_attributes: { action: 'toString' } })).toContain('changed wiki page');
    expect(said('deployment', { status: 'place' })).toContain('is place in');
    expect(said('issue', { object_attributes: { type: 'Confidential' } })).toContain('opened confidential');
  });

  it('name the statuses of deployments that are known', () => {
    expect(said('deployment', { status: 'blocked' })).toContain('is blocked');
  });
});

describe('threads', () => {
  it('hold an issue and what is said about it', () => {
    const threadOf = (trigger: Said) => describeForChat(anEvent(trigger).view, 'en').thread;
    expect(threadOf('comment')).toBe(threadOf('issue'));
  });
});

const CHAT_TRIGGERS = [
  ...COMMON_CHAT_TRIGGERS,
  ...(['deployment', 'incident', 'alert', 'vulnerability'] as const),
  ...(['group_mention', 'group_confidential_mention'] as const),
];

/** The view with all of its texts replaced, but for addresses and the trigger. */
function withText(value: unknown, text: string, member = ''): unknown {
  if (typeof value === 'string') return /^(?:trigger|url|\w+Url)$/.test(member) ? value : text;
  if (Array.isArray(value)) return value.map((item: unknown) => withText(item, text));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, withText(inner, text, name)]),
  );
}

describe.each(LOCALES)('a message in %s', (locale) => {
  it.each(CHAT_TRIGGERS)(
    'about a %s has no markup but ours in any product, whatever people write',
    (trigger) => {
      const { view } = anEvent(trigger);
      fc.assert(
        fc.property(anyText, (text) => {
          const said = textOf(describeForChat(withText(view, text) as ViewOf<ChatTrigger>, locale));
          for (const { markup, read } of PRODUCTS) {
            const reading = read(render(said, markup, characters(1e6)));
            expect(reading.stray).toEqual([]);
            expect(reading.links.filter(({ label, url }) => label !== url && !isOurs(said, url))).toEqual([]);
            expect(bare(reading.text)).toBe(bare(said.map((segment) => segment.text).join('')));
          }
        }),
        { numRuns: 30 },
      );
    },
  );
});

function isOurs(said: RichText, address: string): boolean {
  return said.some(({ url }) => url === address);
}
