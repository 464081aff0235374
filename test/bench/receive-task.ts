import { once } from 'node:events';

/** The first message of the parent. Without its parent a program has nobody to measure for, and ends. */
export async function receiveTask(): Promise<unknown> {
  process.once('disconnect', () => process.exit());
  const [task] = (await once(process, 'message')) as [unknown];
  return task;
}
