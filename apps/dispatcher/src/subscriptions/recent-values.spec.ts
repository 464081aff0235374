import { RecentValues } from './recent-values.ts';

const entry = (name: string): { name: string } => ({ name });

describe('RecentValues', () => {
  it('holds at most twice its limit, and drops what was not used lately', () => {
    const recent = new RecentValues<number, object>(10);
    for (let key = 0; key < 100; key += 1) recent.set(key, entry(String(key)));
    const held = Array.from({ length: 100 }, (_, key) => key).filter((key) => recent.get(key) !== undefined);
    expect(held.length).toBeLessThanOrEqual(20);
    expect(held.at(-1)).toBe(99);
    expect(recent.get(0)).toBeUndefined();
  });

  it('keeps what is used again and again', () => {
    const recent = new RecentValues<number, object>(10);
    const favourite = entry('favourite');
    recent.set(-1, favourite);
    for (let key = 0; key < 100; key += 1) {
      recent.set(key, entry(String(key)));
      expect(recent.get(-1)).toBe(favourite);
    }
  });

  it('forgets what it is told to, in either generation', () => {
    const recent = new RecentValues<string, object>(1);
    recent.set('old', entry('old'));
    recent.set('young', entry('young'));
    recent.delete('old');
    recent.delete('young');
    expect([recent.get('old'), recent.get('young')]).toEqual([undefined, undefined]);
  });
});
