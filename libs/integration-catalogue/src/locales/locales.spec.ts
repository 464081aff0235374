import { problem } from '@patchbay/integration-contracts';
import { pickLocale } from './pick-locale.ts';
import { translateProblem, translator } from './translator.ts';

describe('the language of a request', () => {
  it.each([
    [undefined, 'en'],
    ['de', 'de'],
    ['de-AT, en;q=0.5', 'de'],
    ['en;q=0.4, de;q=0.8', 'de'],
    ['fr, de;q=0.1', 'de'],
    ['fr', 'en'],
    ['*', 'en'],
    ['nonsense;;q=,', 'en'],
  ])('%p is answered in %s', (header, locale) => {
    expect(pickLocale(header)).toBe(locale);
  });
});

describe('a translation', () => {
  it('is looked up by key, and English where there is none', () => {
    expect(translator('de')('datadog.fields.datadog_env.title', 'Environment')).toBe('Umgebung');
    expect(translator('de')('no.such.key', 'English')).toBe('English');
    expect(translator('de')('constructor', 'English')).toBe('English');
    expect(translator('en')('datadog.title', 'As written')).toBe('As written');
  });

  it('of a problem has its values filled in', () => {
    const tooLong = problem('too_long', { max: 3 });
    expect(translateProblem('en', tooLong)).toBe('must have at most 3 characters');
    expect(translateProblem('de', tooLong)).toBe('darf höchstens 3 Zeichen haben');
  });
});
