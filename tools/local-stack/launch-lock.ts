import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { identify, isAlive, type ProcessIdentity } from './processes.ts';

const pollMs = 200;

/**
 * Lets one process at a time start or stop the stack of a data folder; waits for the one before. A lock whose process
 * is gone is taken over. Resolves to the function that gives it back.
 */
export async function acquireLaunchLock(
  file: string,
  onWait: (holder: number) => void,
  signal?: AbortSignal,
): Promise<() => void> {
  mkdirSync(dirname(file), { recursive: true });
  let told = false;
  while (!take(file)) {
    const holder = readHolder(file);
    if (holder === undefined) continue;
    if (!isAlive(holder)) {
      discard(file, holder);
      continue;
    }
    if (!told) onWait(holder.pid);
    told = true;
    await delay(pollMs, undefined, { signal });
  }
  return () => {
    rmSync(file, { force: true });
  };
}

/** A link appears with its content or not at all, which creating and then writing a file would not promise. */
function take(file: string): boolean {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(identify(process.pid)));
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Moved aside before it is deleted: if another process took the lock over in between, it gets its file back. */
function discard(file: string, stale: ProcessIdentity): void {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
    const moved = readHolder(aside);
    if (moved !== undefined && moved.birth !== stale.birth) linkSync(aside, file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function readHolder(file: string): ProcessIdentity | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
