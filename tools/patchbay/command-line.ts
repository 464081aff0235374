import type { Command } from 'commander';
import { createProgram } from './program.ts';

/** The definitions of all commands, to read and not to run. */
export function commandLine(): Command {
  const unused = (): never => {
    throw new Error('these commands are only described');
  };
  return createProgram({
    environment: {},
    ...{ write: unused, note: unused, progress: unused, readInput: unused, connect: unused },
    ...{ kafka: unused, pause: unused, stopped: unused, fail: unused },
  });
}
