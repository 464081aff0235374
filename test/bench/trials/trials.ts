import type { StackedBench } from '../bench.ts';
import { runEndpointTrials } from './endpoint-trials.ts';
import type { EndpointTrials } from './endpoint-trials.ts';
import { runFarBehindTrial } from './far-behind-trial.ts';
import type { FarBehindTrial } from './far-behind-trial.ts';
import { runTwoWorkersTrial } from './two-workers-trial.ts';
import type { TwoWorkersTrial } from './two-workers-trial.ts';

export interface TrialResults {
  readonly endpoints?: EndpointTrials;
  readonly workers?: TwoWorkersTrial;
  readonly behind?: FarBehindTrial;
}

export async function runTrials(bench: StackedBench): Promise<TrialResults> {
  const { trials } = bench.options;
  return {
    ...(trials.includes('endpoints') && { endpoints: await runEndpointTrials(bench) }),
    ...(trials.includes('workers') && { workers: await runTwoWorkersTrial(bench) }),
    ...(trials.includes('behind') && { behind: await runFarBehindTrial(bench) }),
  };
}
