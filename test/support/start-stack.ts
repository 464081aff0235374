import {
  InterruptedError,
  endAllOwned,
  interruption,
  startInFreeFolder,
  testDataDir,
} from '@patchbay/tools/local-stack';
import type { LocalStack } from '@patchbay/tools/local-stack';

/** Jest loads this module anew for each project, and the teardown's as well; only the global object is one. */
export const run = globalThis as typeof globalThis & { patchbayTestStack?: LocalStack | undefined };

/**
 * One Kafka and one MongoDB for a whole run, with empty data, at KAFKA_BROKERS and MONGODB_URI; those that are set
 * already are used. Jest calls this for every project that names it, and the first call serves all.
 */
export default async function startStackForRun(): Promise<void> {
  if (run.patchbayTestStack !== undefined) return;
  const interrupted = interruption();
  const stack = await startInFreeFolder(testDataDir, { signal: interrupted });
  run.patchbayTestStack = stack;
  // Jest would leave at once on Ctrl-C, without any teardown; tests may have started stacks of their own.
  interrupted.addEventListener('abort', () => {
    const reason: unknown = interrupted.reason;
    void endAllOwned(testDataDir)
      .catch(console.error)
      .finally(() => process.exit(reason instanceof InterruptedError ? reason.exitCode : 1));
  });
  process.env['KAFKA_BROKERS'] = stack.kafkaBrokers.join(',');
  process.env['MONGODB_URI'] = stack.mongodbUri;
  // For tests that stop a server: attachStack() takes it.
  process.env['PATCHBAY_TEST_STACK_DIR'] = stack.dataDir;
}
