import { run } from './start-stack.ts';

/** Called once for every project that names it; the first call ends the stack that all of them used. */
export default async function stopStackAfterRun(): Promise<void> {
  const stack = run.patchbayTestStack;
  run.patchbayTestStack = undefined;
  await stack?.stop();
}
