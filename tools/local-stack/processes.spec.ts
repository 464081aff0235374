import { identify, isAlive, signalIfSame, terminate } from './processes.ts';

describe('the identity of a process', () => {
  it('stays the same while it lives', () => {
    const self = identify(process.pid);
    expect(self).toEqual({ pid: process.pid, birth: expect.any(String) as string });
    expect(self).toEqual(identify(process.pid));
  });

  it('is not there for a pid that nobody has', () => {
    expect(identify(2 ** 22 + 1)).toBeUndefined();
  });

  it('tells a recycled pid from the process that had it, which is then never signalled', async () => {
    const former = { pid: process.pid, birth: 'an earlier boot/1' };
    expect(isAlive(former)).toBe(false);
    signalIfSame(former, 'SIGKILL');
    await terminate(former, 0);
  });
});
