import { BoundedCache } from './bounded-cache.ts';

describe('BoundedCache', () => {
  it('makes a value once, and forgets what was asked for longest ago', () => {
    const made: string[] = [];
    const cache = new BoundedCache(2, (text) => {
      made.push(text);
      return text.toUpperCase();
    });
    for (const text of ['a', 'b', 'a', 'c', 'a', 'b']) expect(cache.get(text)).toBe(text.toUpperCase());
    expect(made).toEqual(['a', 'b', 'c', 'b']);
  });

  it('keeps no failure', () => {
    let isBroken = true;
    const cache = new BoundedCache(2, (text) => {
      if (isBroken) throw new Error(text);
      return text;
    });
    expect(() => cache.get('a')).toThrow('a');
    isBroken = false;
    expect(cache.get('a')).toBe('a');
  });
});
