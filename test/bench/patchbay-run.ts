import { setTimeout as sleep } from 'node:timers/promises';
import { defineTopics } from '@patchbay/integration-contracts';
import { BenchError } from './bench-error.ts';
import { FAN_OUT, PARTITIONS } from './bench.ts';
import type { StackedBench } from './bench.ts';
import { CountingReceiver } from './counting-receiver.ts';
import { EventBacklog } from './event-backlog.ts';
import { peakRssMb } from './measure-cpu.ts';
import { toMeasurement } from './measurement.ts';
import type { Measurement } from './measurement.ts';
import { pidOf, runRound } from './patchbay-round.ts';
import type { PatchbayRig, RoundResult } from './patchbay-round.ts';
import { configureWebhooks, prepareServices } from './patchbay-services.ts';
import { RunSpace } from './run-space.ts';

type CleanUp = () => Promise<void>;

const FIRST_ROUND_EVENTS = 100;
const MAX_EVENTS = 200_000;
const PROBES = 20;
const PROBE_MS = 500;
const SHOWN_WARNINGS = 5;

/** Patchbay as a whole: settings over REST, events on Kafka, deliveries at the endpoints, every attempt in MongoDB. */
export async function runPatchbay(bench: StackedBench): Promise<Measurement> {
  const cleanUps: CleanUp[] = [];
  const warnings: string[] = [];
  try {
    const rig = await bringUp(bench, { cleanUps, warnings });
    // Those of the start tell of topics that are just being made.
    warnings.length = 0;
    const round = await measure(rig, bench);
    for (const line of warnings.slice(0, SHOWN_WARNINGS)) bench.say(line);
    const { deliveries, seconds, cpu, logLagMs, duplicates } = round;
    const details = {
      workerPeakRssMb: peakRssMb(pidOf(rig.services.worker)),
      logLagMs,
      loggedPerSecond: deliveries / (seconds + logLagMs / 1000),
      duplicates,
      warnings: warnings.length,
    };
    return toMeasurement({ variant: 'patchbay', deliveries, seconds, cpu, details });
  } finally {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  }
}

async function bringUp(
  bench: StackedBench,
  { cleanUps, warnings }: { readonly cleanUps: CleanUp[]; readonly warnings: string[] },
): Promise<PatchbayRig> {
  const { stack, options } = bench;
  const death = new AbortController();
  const space = await RunSpace.open(stack);
  cleanUps.push(() => space.remove());
  const receiver = await CountingReceiver.start(FAN_OUT);
  cleanUps.push(() => receiver.stop());
  const services = await prepareServices(bench, space, {
    onWarning: (line) => {
      warnings.push(line);
    },
    onDeath: (error) => {
      death.abort(error);
    },
  });
  cleanUps.push(() => services.stop());
  await services.launch();
  await services.waitUntilReady();
  await configureWebhooks(services, receiver, options.projects);
  const { events } = defineTopics({ prefix: space.prefix, partitions: PARTITIONS, retryDelaysMs: [] });
  const backlog = await EventBacklog.open(space.kafka, events.topic, options.projects);
  cleanUps.push(() => backlog.close());
  return { stack, space, services, receiver, backlog, signal: AbortSignal.any([bench.signal, death.signal]) };
}

/** Warms up until the rate is known, then measures a backlog of the wanted length. */
async function measure(rig: PatchbayRig, { options, say }: StackedBench): Promise<RoundResult> {
  await probe(rig);
  const first = await runRound(rig, { name: 'first', events: FIRST_ROUND_EVENTS });
  const warm = await runRound(rig, { name: 'warm', events: eventsFor(first, options.warmupSeconds) });
  const events = eventsFor(warm, options.seconds);
  say(`patchbay: a backlog of ${events} events`);
  return runRound(rig, { name: 'measured', events });
}

function eventsFor({ deliveries, seconds }: RoundResult, wantedSeconds: number): number {
  const events = Math.ceil((deliveries / FAN_OUT / seconds) * wantedSeconds);
  return Math.min(MAX_EVENTS, Math.max(FIRST_ROUND_EVENTS, events));
}

/** Shows that every endpoint is reached, and opens the connections. */
async function probe({ receiver, backlog, signal }: PatchbayRig): Promise<void> {
  for (let number = 1; number <= PROBES; number += 1) {
    await receiver.reset(FAN_OUT);
    await backlog.publish(`probe-${number}`, 1, signal);
    await sleep(PROBE_MS, undefined, { signal });
    const counts = await receiver.counts();
    if (counts.every((count) => count === 1)) return;
  }
  throw new BenchError(
    `of the last of ${PROBES} probes the endpoints got ${(await receiver.counts()).join(', ')}: see the logs of the services`,
  );
}
