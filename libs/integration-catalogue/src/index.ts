export { CATALOGUE, integrationByName } from './catalogue.ts';
export { englishByNamespace } from './locales/english-texts.ts';
export { DEFAULT_LOCALE, LOCALES } from './locales/locale.ts';
export type { Locale } from './locales/locale.ts';
export { pickLocale } from './locales/pick-locale.ts';
export { translateProblem, translator } from './locales/translator.ts';
