import Negotiator from 'negotiator';
import { DEFAULT_LOCALE, LOCALES } from './locale.ts';
import type { Locale } from './locale.ts';

/** The language that an `Accept-Language` header asks for, `de-AT, en;q=0.5`; English where it asks for none that there is. */
export function pickLocale(acceptLanguage: string | undefined): Locale {
  if (acceptLanguage === undefined) return DEFAULT_LOCALE;
  const [picked] = new Negotiator({ headers: { 'accept-language': acceptLanguage } }).languages([...LOCALES]);
  return LOCALES.find((locale) => locale === picked) ?? DEFAULT_LOCALE;
}
