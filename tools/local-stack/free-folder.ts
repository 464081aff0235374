import { StackInUseError } from './launch-stack.ts';
import { startStack, type LocalStack, type StackOptions } from './stack.ts';

const mostFolders = 9;

/**
 * Starts an empty stack in `base`, or in `base-2`, `base-3`… where a run that is going on has those before: two test
 * runs at once do not meet, and what a crashed run left is cleared by the next one that gets its folder.
 */
export async function startInFreeFolder(base: string, options: StackOptions = {}): Promise<LocalStack> {
  for (let number = 1; ; number += 1) {
    const dataDir = number === 1 ? base : `${base}-${number}`;
    try {
      return await startStack({ useUsualPorts: false, ...options, dataDir, keepData: false });
    } catch (error) {
      if (!(error instanceof StackInUseError) || number === mostFolders) throw error;
    }
  }
}
