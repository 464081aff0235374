import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { identify, isAlive, terminate } from '../local-stack/processes.ts';
import type { ProcessIdentity } from '../local-stack/processes.ts';

const GRACE_MS = 5000;

interface StartedService {
  readonly pid: number;
  readonly name: string;
  readonly url: string;
}

type RunningService = ProcessIdentity & Omit<StartedService, 'pid'>;

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

  remember(started: readonly StartedService[]): void {
    mkdirSync(dirname(this.#file), { recursive: true });
    const running = started.flatMap(({ pid, name, url }): RunningService[] => {
      const identity = identify(pid);
      return identity === undefined ? [] : [{ ...identity, name, url }];
    });
    writeFileSync(this.#file, JSON.stringify(running));
  }

  forget(): void {
    rmSync(this.#file, { force: true });
  }

  /** Those that run now. */
  running(): readonly RunningService[] {
    return this.#read().filter(isAlive);
  }

  #read(): readonly RunningService[] {
    try {
      return JSON.parse(readFileSync(this.#file, 'utf8')) as readonly RunningService[];
    } catch {
      // No file: the last launcher ended in order. A file cut short by a crash names nothing that could be trusted.
      return [];
    }
  }
}
