import i18next from 'i18next';
import type { BackendModule, ResourceKey } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { preferredLanguage, rememberLanguage, setCurrentLanguage } from './language.ts';
import type { Language } from './language.ts';

/** A file for each language and feature; a page loads its own. */
const FILES = import.meta.glob<{ default: ResourceKey }>('./{en,de}/*.json');

const files: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read(language, namespace, done) {
    const load = FILES[`./${language}/${namespace}.json`];
    if (load === undefined) {
      done(new Error(`There are no texts ${namespace} in ${language}.`), null);
      return;
    }
    load().then(
      (file) => {
        done(null, file.default);
      },
      (error: unknown) => {
        done(error instanceof Error ? error : new Error(String(error)), null);
      },
    );
  },
};

/** To be awaited before anything is shown. */
export async function startTexts(): Promise<void> {
  const language = preferredLanguage();
  setCurrentLanguage(language);
  await i18next
    .use(files)
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: false,
      ns: ['shell'],
      defaultNS: 'shell',
      returnNull: false,
      // React escapes.
      interpolation: { escapeValue: false },
    });
}

export async function switchLanguage(language: Language): Promise<void> {
  rememberLanguage(language);
  setCurrentLanguage(language);
  await i18next.changeLanguage(language);
}
