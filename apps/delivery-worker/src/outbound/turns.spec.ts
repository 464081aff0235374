import { Turns } from './turns.ts';

describe('turns', () => {
  it('are as many at once as there may be, and go to those who wait in the order they came', async () => {
    const turns = new Turns(2);
    const begun: string[] = [];
    const held = new Map<string, () => void>();
    const work = (name: string) =>
      turns.take(
        () =>
          new Promise<string>((resolve) => {
            begun.push(name);
            held.set(name, () => {
              resolve(name);
            });
          }),
      );
    const all = ['a', 'b', 'c', 'd'].map(work);
    expect(begun).toEqual(['a', 'b']);
    held.get('b')?.();
    await all[1];
    expect(begun).toEqual(['a', 'b', 'c']);
    held.get('a')?.();
    await all[0];
    expect(begun).toEqual(['a', 'b', 'c', 'd']);
    for (const end of held.values()) end();
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('come free when the work fails', async () => {
    const turns = new Turns(1);
    await expect(turns.take(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(await turns.take(() => Promise.resolve('done'))).toBe('done');
  });
});
