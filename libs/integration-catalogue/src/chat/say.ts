import { IntlMessageFormat } from 'intl-messageformat';
import { DE } from '../locales/chat-texts/de.ts';
import { EN } from '../locales/chat-texts/en.ts';
import type { ChatTextKey } from '../locales/chat-texts/en.ts';
import type { Locale } from '../locales/locale.ts';
import { rich } from './rich-text.ts';
import type { Part, RichText, Segment } from './rich-text.ts';

/** Puts something into words of one language: a message by its key, with what stands in for its placeholders. */
export interface Say {
  (key: ChatTextKey, values?: Readonly<Record<string, Part>>): RichText;
  /** A word or two without markup. */
  word(key: ChatTextKey, values?: Readonly<Record<string, string | number>>): string;
  /** The word behind a stem, `kind.` and `merge_request`; the name itself, in words, where there is none. */
  wordOf(stem: string, name: string): string;
}

const TEXTS: Readonly<Record<Locale, Readonly<Record<ChatTextKey, string>>>> = { en: EN, de: DE };

/** One for each language; parsed messages are kept, since parsing costs more than all else about a message. */
const SAYING: Readonly<Record<Locale, Say>> = { en: sayIn('en'), de: sayIn('de') };

export function saying(locale: Locale): Say {
  return SAYING[locale];
}

function sayIn(locale: Locale): Say {
  const formats = new Map<ChatTextKey, IntlMessageFormat>();
  const formatOf = (key: ChatTextKey): IntlMessageFormat => {
    let format = formats.get(key);
    if (format === undefined) {
      format = new IntlMessageFormat(TEXTS[locale][key], locale, undefined, { ignoreTag: true });
      formats.set(key, format);
    }
    return format;
  };
  const say = (key: ChatTextKey, values: Readonly<Record<string, Part>> = {}): RichText => {
    const text: Segment[] = [];
    for (const { value } of formatOf(key).formatToParts<RichText>(asParts(values))) {
      if (typeof value === 'string') text.push({ text: value });
      else text.push(...value);
    }
    return text;
  };
  const word = (key: ChatTextKey, values: Readonly<Record<string, string | number>> = {}): string =>
    String(formatOf(key).format(values));
  const wordOf = (stem: string, name: string): string => {
    const key = `${stem}${name.replace(/(?<=[a-z])(?=[A-Z])|[ -]/g, '_').toLowerCase()}`;
    return isWord(key) ? word(key) : inWords(name);
  };
  return Object.assign(say, { word, wordOf });
}

/** A name that a payload makes up may read like the key of a sentence, which can't be said without what it is about. */
function isWord(key: string): key is ChatTextKey {
  return Object.hasOwn(EN, key) && !EN[key as ChatTextKey].includes('{');
}

/** Numbers stay, for plurals; all else becomes stretches of text, so that no value is taken for a part of the sentence. */
function asParts(values: Readonly<Record<string, Part>>): Record<string, number | RichText> {
  const parts: Record<string, number | RichText> = {};
  for (const name of Object.keys(values)) {
    const value = values[name];
    parts[name] = typeof value === 'number' ? value : rich`${value}`;
  }
  return parts;
}

/** `MergeRequest` or `merge_request` → `merge request`. */
function inWords(name: string): string {
  return name
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .replaceAll('_', ' ')
    .toLowerCase();
}
