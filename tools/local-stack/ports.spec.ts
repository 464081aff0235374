import { pickPort } from './ports.ts';

const everythingIsFree = (): Promise<boolean> => Promise.resolve(true);

describe('picking a port', () => {
  it('takes the usual one when it is free', async () => {
    expect(await pickPort(9092, new Set(), everythingIsFree)).toBe(9092);
  });

  it('takes one below the ephemeral range when the usual one is in use', async () => {
    const port = await pickPort(9092, new Set(), (candidate) => Promise.resolve(candidate !== 9092));
    expect(port).toBeGreaterThanOrEqual(20_000);
    expect(port).toBeLessThan(32_000);
  });

  it('never gives out a port twice in one start, since the first is not bound yet', async () => {
    const taken = new Set<number>();
    await pickPort(9092, taken, everythingIsFree);
    expect(await pickPort(9092, taken, everythingIsFree)).not.toBe(9092);
    expect(taken.size).toBe(2);
  });

  it('gives up with a clear error when nothing is free', async () => {
    await expect(pickPort(9092, new Set(), () => Promise.resolve(false))).rejects.toThrow('no free TCP port');
  });
});
