import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../logging/index.ts';
import { brokerProblem } from './broker-problem.ts';

const FIRST_RETRY_MS = 500;
const MAX_RETRY_MS = 10_000;

/** Repeats `attempt` until it succeeds, one clear log line for each failure. Rejects only when the signal aborts. */
export async function untilReachable<Result>(
  what: string,
  attempt: () => Promise<Result>,
  logger: Logger,
  signal: AbortSignal,
  maxDelayMs = MAX_RETRY_MS,
): Promise<Result> {
  for (let delayMs = FIRST_RETRY_MS; ; delayMs = Math.min(delayMs * 2, maxDelayMs)) {
    signal.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      logger.warn(
        { reason: brokerProblem(error), retryInMs: delayMs },
        `${what} not available yet; trying again`,
      );
      await sleep(delayMs, undefined, { signal });
    }
  }
}
