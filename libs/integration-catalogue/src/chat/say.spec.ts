import { DE } from '../locales/chat-texts/de.ts';
import { EN } from '../locales/chat-texts/en.ts';
import { link } from './rich-text.ts';
import { saying } from './say.ts';

const shown = (text: readonly { readonly text: string }[]) => text.map((segment) => segment.text).join('');

describe('a sentence', () => {
  const values = {
    actor: 'Ada',
    count: 2,
    kind: 'branch',
    ref: link('main', 'https://x.example/'),
    place: undefined,
    compare: undefined,
  };

  it('is said in the words and the order of its language', () => {
    expect(shown(saying('en')('push.pushed', values))).toBe('Ada pushed 2 commits to branch main');
    expect(shown(saying('de')('push.pushed', { ...values, kind: 'Branch' }))).toBe(
      'Ada hat 2 Commits auf Branch main gepusht',
    );
    expect(shown(saying('en')('push.pushed', { ...values, count: 1 }))).toContain('1 commit to');
  });

  it('keeps what is put in as data, link and all, and on one line', () => {
    const text = saying('en')('item.opened', {
      actor: '{kind}\n<b>',
      place: undefined,
      compare: undefined,
      kind: 'issue',
      item: link('#1', 'https://x.example/'),
    });
    expect(text).toContainEqual({ text: '{kind} <b>' });
    expect(text).toContainEqual({ text: '#1', url: 'https://x.example/' });
  });

  it('goes on without what is absent', () => {
    expect(
      shown(
        saying('en')('push.deleted', {
          actor: 'Ada',
          kind: 'tag',
          ref: 'v1',
          place: undefined,
          compare: undefined,
        }),
      ),
    ).toBe('Ada deleted tag v1');
  });

  it('turns names of classes into words, where there is no word for them', () => {
    const say = saying('de');
    expect(
      ['MergeRequest', 'merge_request', 'Test Case', 'SomethingNew', 'toString'].map((name) =>
        say.wordOf('kind.', name),
      ),
    ).toEqual(['Merge-Request', 'Merge-Request', 'Testfall', 'something new', 'to string']);
    expect(say.wordOf('kind.', 'Confidential')).toBe('confidential');
    expect(say.wordOf('', 'push.pushed')).toBe('push.pushed');
  });
});

describe('a translation', () => {
  // A placeholder that no value is given for would be found out by a delivery.
  const placeholdersOf = (text: string) =>
    new Set(Array.from(text.matchAll(/\{(\w+)[,}]/g), ([, name]) => name));

  it.each(Object.entries(DE))('takes in what the English text does: %s', (key, german) => {
    expect(placeholdersOf(german)).toEqual(placeholdersOf(EN[key as keyof typeof EN]));
  });
});
