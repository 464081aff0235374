import { readFileSync, readdirSync } from 'node:fs';
import { CATALOGUE, LOCALES, englishByNamespace } from '@patchbay/integration-catalogue';

const folder = new URL('../../libs/integration-catalogue/src/locales/', import.meta.url);
const ENGLISH = englishByNamespace(CATALOGUE);
const TRANSLATED = LOCALES.filter((locale) => locale !== 'en');

const placeholdersOf = (text: string): readonly string[] => (text.match(/\{\w+\}/g) ?? []).sort();

describe.each(TRANSLATED)('the translation into %s', (locale) => {
  it('has a file for each namespace, and none for anything else', () => {
    const files = readdirSync(new URL(`${locale}/`, folder)).map((file) => file.replace('.json', ''));
    expect(files.sort()).toEqual([...ENGLISH.keys()].sort());
  });

  it.each([...ENGLISH.keys()])(
    'of %s is complete, and holds nothing that is no longer needed',
    (namespace) => {
      const english = ENGLISH.get(namespace) ?? new Map<string, string>();
      const file = new URL(`${locale}/${namespace}.json`, folder);
      const texts = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, string>>;
      expect(Object.keys(texts)).toEqual([...english.keys()]);
      for (const [key, text] of Object.entries(texts)) {
        expect([key, text]).not.toEqual([key, '']);
        expect([key, placeholdersOf(text)]).toEqual([key, placeholdersOf(english.get(key) ?? '')]);
      }
    },
  );
});
