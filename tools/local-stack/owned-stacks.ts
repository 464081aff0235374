import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { endComponents } from './end-components.ts';
import { stackPaths, type StackPaths } from './paths.ts';
import { identify } from './processes.ts';
import { readState, removeState, writeState, type StackState } from './state-file.ts';

/** The state of a stack that this process has to end; undefined if it is another's, or nobody's. */
export function ownedState({ stateFile }: StackPaths): StackState | undefined {
  const state = readState(stateFile);
  return state?.owner?.birth === identify(process.pid)?.birth && state?.owner?.pid === process.pid
    ? state
    : undefined;
}

export async function endOwned(paths: StackPaths): Promise<void> {
  const state = ownedState(paths);
  if (state === undefined) return;
  writeState(paths.stateFile, { ...state, isClosing: true });
  await endComponents(state);
  removeState(paths.stateFile);
}

/**
 * Ends every stack of this process whose folder begins with `base`, also one that is just starting: for a test run
 * that is interrupted, where the tests that started them get no chance to.
 */
export async function endAllOwned(base: string): Promise<void> {
  const folders = readdirSync(dirname(base)).filter((name) => name.startsWith(basename(base)));
  await Promise.all(folders.map((name) => endOwned(stackPaths(join(dirname(base), name)))));
}
