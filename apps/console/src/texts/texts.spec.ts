import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

const FOLDER = import.meta.dirname;

function keysOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => keysOf(inner, `${path}.${key}`));
}

async function textsOf(language: string): Promise<Map<string, string>> {
  const files = await readdir(join(FOLDER, language));
  const all = files.map(async (file) => {
    const content: unknown = JSON.parse(await readFile(join(FOLDER, language, file), 'utf8'));
    return keysOf(content).map((key): [string, string] => [`${file}${key}`, textAt(content, key)]);
  });
  return new Map((await Promise.all(all)).flat());
}

function textAt(content: unknown, key: string): string {
  const found = key
    .slice(1)
    .split('.')
    .reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], content);
  return String(found);
}

const placeholdersOf = (text: string): string[] => [...text.matchAll(/\{\{\w+\}\}/g)].map(String).sort();

describe('the texts of the console', () => {
  it('has every text in German, and none that English does not have', async () => {
    const [english, german] = [await textsOf('en'), await textsOf('de')];
    expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('fills in the same values in both languages', async () => {
    const [english, german] = [await textsOf('en'), await textsOf('de')];
    const different = [...english].filter(
      ([key, text]) => placeholdersOf(text).join() !== placeholdersOf(german.get(key) ?? '').join(),
    );
    expect(different).toEqual([]);
  });

  it('leaves no text empty', async () => {
    const empty = [...(await textsOf('en')), ...(await textsOf('de'))].filter(
      ([, text]) => text.trim() === '',
    );
    expect(empty).toEqual([]);
  });
});
