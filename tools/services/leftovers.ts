import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { identify, terminate } from '../local-stack/processes.ts';
import type { ProcessIdentity } from '../local-stack/processes.ts';

const GRACE_MS = 5000;

/** Remembers which processes were started, so that the start after a crash of the launcher can end them. */
export class Leftovers {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** Ends what is still running of those that were remembered last; recycled process ids are left alone. */
  async end(): Promise<void> {
    await Promise.all(this.#read().map((identity) => terminate(identity, GRACE_MS)));
    this.forget();
  }

  remember(pids: readonly number[]): void {
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(this.#file, JSON.stringify(pids.flatMap((pid) => identify(pid) ?? [])));
  }

  forget(): void {
    rmSync(this.#file, { force: true });
  }

  #read(): ProcessIdentity[] {
    try {
      return JSON.parse(readFileSync(this.#file, 'utf8')) as ProcessIdentity[];
    } catch {
      // No file: the last launcher ended in order. A file cut short by a crash names nothing that could be trusted.
      return [];
    }
  }
}
