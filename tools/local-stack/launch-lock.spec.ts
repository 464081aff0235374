import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acquireLaunchLock } from './launch-lock.ts';
import { identify } from './processes.ts';

const nobodyWaits = (holder: number): void => {
  throw new Error(`had to wait for process ${holder}`);
};

describe('the launch lock', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'stack-lock-'));
    file = join(folder, 'launch.lock');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('names its process and is gone when given back', async () => {
    const release = await acquireLaunchLock(file, nobodyWaits);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(identify(process.pid));
    release();
    expect(existsSync(file)).toBe(false);
  });

  it('is taken over from a process that is gone, even if its pid was given to another', async () => {
    writeFileSync(file, JSON.stringify({ pid: process.pid, birth: 'an earlier boot/1' }));
    const release = await acquireLaunchLock(file, nobodyWaits);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(identify(process.pid));
    release();
  });

  it('makes the second wait and tells it for whom, until the wait is called off', async () => {
    const release = await acquireLaunchLock(file, nobodyWaits);
    const interrupted = new AbortController();
    const second = acquireLaunchLock(
      file,
      (holder) => {
        expect(holder).toBe(process.pid);
        interrupted.abort();
      },
      interrupted.signal,
    );
    await expect(second).rejects.toThrow();
    release();
  });
});
