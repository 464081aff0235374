import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { BenchError } from '../bench/bench-error.ts';
import type { LookupCost, LookupTask } from './lookup-task.ts';

const PROGRAM = fileURLToPath(new URL('lookup-process.ts', import.meta.url));

/** In a process of its own, whose heap holds what a dispatcher's holds and nothing else. */
export async function measureLookups(task: LookupTask, signal: AbortSignal): Promise<readonly LookupCost[]> {
  signal.throwIfAborted();
  const child = fork(PROGRAM, { signal, env: { ...process.env, NODE_ENV: 'production' } });
  let costs: readonly LookupCost[] | undefined;
  child.on('message', (message) => {
    costs = message as readonly LookupCost[];
  });
  child.send(task);
  const [code] = (await once(child, 'exit')) as [number | null];
  if (costs === undefined)
    throw new BenchError(`the look-ups ended with exit code ${String(code)}; see above`);
  return costs;
}
