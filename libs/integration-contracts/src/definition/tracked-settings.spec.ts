import { trackSettings } from './tracked-settings.ts';

interface Stored {
  readonly url: string;
  readonly keys: readonly string[];
  readonly note?: string;
}

const stored: Stored = {
  url: 'https://a.example',
  keys: ['A'],
};

describe('tracked settings', () => {
  it('tell what has changed since they were stored', () => {
    const settings = trackSettings<Stored>({ ...stored, url: 'https://b.example', note: 'new' }, stored);
    expect(settings.url).toBe('https://b.example');
    expect(settings.changed('url')).toBe(true);
    expect(settings.was('url')).toBe('https://a.example');
    expect(settings.changed('note')).toBe(true);
    expect(settings.changed('keys')).toBe(false);
  });

  it('have not changed at all when they are the same, lists by their entries', () => {
    expect(trackSettings<Stored>({ ...stored, keys: ['A'] }, stored).changed()).toBe(false);
    expect(trackSettings<Stored>({ ...stored, keys: ['A', 'B'] }, stored).changed()).toBe(true);
  });

  it('notice what is no longer there', () => {
    expect(trackSettings<Stored>(stored, { ...stored, note: 'gone' }).changed()).toBe(true);
  });

  it('can be read and not written', () => {
    const settings = trackSettings<Stored>({ ...stored }, {});
    expect(() => {
      (settings as { url: string }).url = 'https://c.example';
    }).toThrow(TypeError);
    expect(Object.keys(settings)).toEqual(['url', 'keys']);
  });
});
