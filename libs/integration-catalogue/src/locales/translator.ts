import { fillIn, untranslated } from '@patchbay/integration-contracts';
import type { Problem, Translate } from '@patchbay/integration-contracts';
import { DEFAULT_LOCALE } from './locale.ts';
import type { Locale } from './locale.ts';
import { TEXTS } from './texts.gen.ts';

/** Looks texts of definitions, forms and problems up; English ones stand for those that have no translation. */
export function translator(locale: Locale): Translate {
  if (locale === DEFAULT_LOCALE) return untranslated;
  const texts: Readonly<Record<string, string>> = TEXTS[locale];
  return (key, english) => (Object.hasOwn(texts, key) ? (texts[key] ?? english) : english);
}

/** A problem as a person who reads that language is told it; it continues the name of a field. */
export function translateProblem(locale: Locale, { key, values, text }: Problem): string {
  return locale === DEFAULT_LOCALE ? text : fillIn(translator(locale)(key, text), values);
}
