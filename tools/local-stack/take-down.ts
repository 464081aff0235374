import { deleteData } from './delete-data.ts';
import { endComponents } from './end-components.ts';
import { acquireLaunchLock } from './launch-lock.ts';
import type { StackPaths } from './paths.ts';
import { isAlive } from './processes.ts';
import { runCommand } from './run-command.ts';
import { StackError } from './stack-error.ts';
import { readState, removeState } from './state-file.ts';

/** Stops the stack of a data folder, and with `withData` deletes what it stored; downloads stay. Returns what to tell the person. */
export async function takeDown(paths: StackPaths, { withData }: { withData: boolean }): Promise<string> {
  const release = await acquireLaunchLock(paths.lockFile, (holder) => {
    console.error(`waiting for process ${holder}, which is starting or stopping this stack`);
  });
  try {
    const state = readState(paths.stateFile);
    if (state?.owner && isAlive(state.owner)) {
      throw new StackError(
        `process ${state.owner.pid} runs the stack in ${paths.dataDir} and stops it when it ends: end that process`,
      );
    }
    if (state !== undefined) await endComponents(state);
    removeState(paths.stateFile);
    if (withData) await deleteData(paths, runCommand);
    const ended =
      state === undefined
        ? `no stack was running in ${paths.dataDir}`
        : `stopped the stack in ${paths.dataDir}`;
    return withData ? `${ended}; its data is deleted` : ended;
  } finally {
    release();
  }
}
