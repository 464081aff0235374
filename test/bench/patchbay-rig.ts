import { setTimeout as sleep } from 'node:timers/promises';
import { defineTopics } from '@patchbay/integration-contracts';
import type { Topics } from '@patchbay/integration-contracts';
import type { LocalStack } from '@patchbay/tools/local-stack';
import type { Services } from '@patchbay/tools/services';
import { BenchError } from './bench-error.ts';
import { FAN_OUT, PARTITIONS } from './bench.ts';
import type { StackedBench } from './bench.ts';
import { CountingReceiver } from './counting-receiver.ts';
import { EventBacklog } from './event-backlog.ts';
import { configureWebhooks, prepareServices } from './patchbay-services.ts';
import { RunSpace } from './run-space.ts';

/** All that takes part in a round. */
export interface PatchbayRig {
  readonly stack: LocalStack;
  readonly space: RunSpace;
  readonly topics: Topics;
  readonly services: Services;
  readonly receiver: CountingReceiver;
  readonly backlog: EventBacklog;
  /** Lines of level warn and above since the services were ready. */
  readonly warnings: readonly string[];
  readonly signal: AbortSignal;
}

export interface RigOptions {
  readonly projects: number;
  readonly workers?: number;
  readonly environment?: Readonly<Record<string, string>>;
}

type CleanUp = () => Promise<void>;

const PROBES = 20;
const PROBE_MS = 500;

/** Brings Patchbay up with a corner of the stack for itself, and takes it down whatever becomes of the work. */
export async function withPatchbay<T>(
  bench: StackedBench,
  options: RigOptions,
  work: (rig: PatchbayRig) => Promise<T>,
): Promise<T> {
  const cleanUps: CleanUp[] = [];
  const warnings: string[] = [];
  try {
    const rig = await bringUp(bench, options, { cleanUps, warnings });
    await probe(rig);
    // Those of the start tell of topics that are just being made.
    warnings.length = 0;
    return await work(rig);
  } finally {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  }
}

async function bringUp(
  bench: StackedBench,
  options: RigOptions,
  { cleanUps, warnings }: { readonly cleanUps: CleanUp[]; readonly warnings: string[] },
): Promise<PatchbayRig> {
  const { stack } = bench;
  const death = new AbortController();
  const space = await RunSpace.open(stack);
  cleanUps.push(() => space.remove());
  const receiver = await CountingReceiver.start(FAN_OUT);
  cleanUps.push(() => receiver.stop());
  const services = await prepareServices(
    { stack, space, ...options },
    {
      onWarning: (line) => {
        warnings.push(line);
      },
      onDeath: (error) => {
        death.abort(error);
      },
    },
  );
  cleanUps.push(() => services.stop());
  await services.launch();
  await services.waitUntilReady();
  await configureWebhooks(services, receiver, options.projects);
  const topics = defineTopics({ prefix: space.prefix, partitions: PARTITIONS, retryDelaysMs: [] });
  const backlog = await EventBacklog.open(space.kafka, topics.events.topic, options.projects);
  cleanUps.push(() => backlog.close());
  const signal = AbortSignal.any([bench.signal, death.signal]);
  return { stack, space, topics, services, receiver, backlog, warnings, signal };
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
