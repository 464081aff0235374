import { atLeast, atMost } from '../aim.ts';
import type { Aim } from '../aim.ts';
import type { EndpointTrial } from './endpoint-trials.ts';
import type { TrialResults } from './trials.ts';

const MIN_ARRIVED_SHARE = 0.99;
const MAX_P99_GROWTH = 1.1;
const MAX_P99_MS = 60;
const MIN_WORKERS_RATIO = 1.7;
const MAX_RSS_MB = 400;

/** The figures of the trials for people. */
export function trialLines({ endpoints, workers, behind }: TrialResults): string[] {
  return [
    ...(endpoints === undefined
      ? []
      : [
          `At ${number(endpoints.steady.eventsPerSecond)} events/s, half of Patchbay's own rate, the good endpoints:`,
          endpointLine('all endpoints well', endpoints.steady),
          endpointLine('one answers after 2 s', endpoints.slow),
          endpointLine('one hangs for 10 s', endpoints.hanging),
        ]),
    ...(workers === undefined
      ? []
      : [
          `Endpoints that answer after ${workers.answerAfterMs} ms: one worker ${number(workers.oneWorkerPerSecond)}, ` +
            `two workers ${number(workers.twoWorkersPerSecond)} deliveries/s`,
        ]),
    ...(behind === undefined
      ? []
      : [
          `${number(behind.events)} events behind: the worker's peak RSS ${number(behind.workerPeakRssMb)} MB ` +
            `while it made ${number(behind.deliveriesPerSecond)} deliveries/s`,
        ]),
  ];
}

export function trialAims({ endpoints, workers, behind }: TrialResults): Aim[] {
  return [
    ...(endpoints === undefined ? [] : endpointAims(endpoints)),
    ...(workers === undefined
      ? []
      : [
          atLeast(
            'two workers ÷ one',
            workers.twoWorkersPerSecond / workers.oneWorkerPerSecond,
            MIN_WORKERS_RATIO,
          ),
        ]),
    ...(behind === undefined
      ? []
      : [atMost('peak RSS of a worker far behind, in MB', behind.workerPeakRssMb, MAX_RSS_MB)]),
  ];
}

function endpointAims({ steady, slow, hanging }: NonNullable<TrialResults['endpoints']>): Aim[] {
  const beside = (what: string, trial: EndpointTrial): Aim[] => [
    atLeast(`${what}: arrived at the others in the window`, trial.arrivedShare, MIN_ARRIVED_SHARE),
    atMost(`${what}: p99 of the others ÷ p99 without`, trial.p99Ms / steady.p99Ms, MAX_P99_GROWTH),
    atMost(`${what}: deliveries lost`, trial.lost, 0),
  ];
  return [
    atMost('p99 in ms at half of the rate', steady.p99Ms, MAX_P99_MS),
    ...beside('one slow', slow),
    ...beside('one hanging', hanging),
  ];
}

function endpointLine(what: string, { arrivedShare, p50Ms, p99Ms, lost }: EndpointTrial): string {
  return (
    `  ${what}: ${(arrivedShare * 100).toFixed(1)} % in the window, ` +
    `p50 ${number(p50Ms)} ms, p99 ${number(p99Ms)} ms, ${number(lost)} deliveries lost`
  );
}

function number(value: number): string {
  return Math.round(value).toLocaleString('en');
}
