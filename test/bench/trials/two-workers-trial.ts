import { FAN_OUT } from '../bench.ts';
import type { StackedBench } from '../bench.ts';
import { withPatchbay } from '../patchbay-rig.ts';
import { measureRound } from '../patchbay-run.ts';

/** What a second worker adds where waiting for endpoints is the limit. */
export interface TwoWorkersTrial {
  readonly answerAfterMs: number;
  readonly oneWorkerPerSecond: number;
  readonly twoWorkersPerSecond: number;
}

const ANSWER_AFTER_MS = 50;
/** Several times the partitions, so that each worker has its share of both. */
const PROJECTS = 24;
/** So few calls at once that waiting, and not this machine's cores, is what limits one worker. */
const ENVIRONMENT = { HTTP_MAX_IN_FLIGHT_PER_ORIGIN: '8' };

export async function runTwoWorkersTrial(bench: StackedBench): Promise<TwoWorkersTrial> {
  const rateOf = (workers: number): Promise<number> => {
    bench.say(
      `${workers === 1 ? 'one worker' : 'two workers'}: endpoints that answer after ${ANSWER_AFTER_MS} ms`,
    );
    const rig = { projects: PROJECTS, workers, environment: ENVIRONMENT };
    return withPatchbay(bench, rig, async (patchbay) => {
      for (let endpoint = 0; endpoint < FAN_OUT; endpoint += 1)
        await patchbay.receiver.delay(endpoint, ANSWER_AFTER_MS);
      const { deliveries, seconds } = await measureRound(patchbay, bench);
      return deliveries / seconds;
    });
  };
  return {
    answerAfterMs: ANSWER_AFTER_MS,
    oneWorkerPerSecond: await rateOf(1),
    twoWorkersPerSecond: await rateOf(2),
  };
}
