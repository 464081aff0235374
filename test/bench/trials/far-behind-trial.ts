import { setTimeout as sleep } from 'node:timers/promises';
import { BenchError } from '../bench-error.ts';
import type { StackedBench } from '../bench.ts';
import { peakRssMb } from '../measure-cpu.ts';
import { withPatchbay } from '../patchbay-rig.ts';
import type { PatchbayRig } from '../patchbay-rig.ts';
import { pidOf } from '../patchbay-round.ts';

/** What a worker needs that starts with a long way to go. */
export interface FarBehindTrial {
  /** Records that waited when the worker began. */
  readonly events: number;
  /** Largest resident set while it worked on them for {@link seconds}. */
  readonly workerPeakRssMb: number;
  readonly seconds: number;
  readonly deliveriesPerSecond: number;
}

const POLL_MS = 1000;
/** At a tenth of the rate seen, so that a slow machine gets there too. */
const EVENTS_PER_SECOND = 1000;

/** Lets events pile up in front of a worker that is stopped, and starts it. */
export function runFarBehindTrial(bench: StackedBench): Promise<FarBehindTrial> {
  const { options, say } = bench;
  return withPatchbay(bench, { projects: options.projects }, async (rig) => {
    const { services, receiver, backlog, signal } = rig;
    const events = options.eventsBehind;
    say(`a worker that is ${events.toLocaleString('en')} events behind`);
    await services.worker.stop();
    await receiver.reset(Infinity);
    await backlog.publish('behind', events, signal);
    await waitForRecords(rig, events);
    services.worker.start({});
    await services.worker.waitUntilReady();
    const startedAt = performance.now();
    const before = await total(rig);
    await sleep(options.trialSeconds * 2 * 1000, undefined, { signal });
    const seconds = (performance.now() - startedAt) / 1000;
    const delivered = (await total(rig)) - before;
    return {
      events,
      workerPeakRssMb: peakRssMb(pidOf(services.worker)),
      seconds,
      deliveriesPerSecond: delivered / seconds,
    };
  });
}

async function total({ receiver }: PatchbayRig): Promise<number> {
  return (await receiver.counts()).reduce((sum, count) => sum + count, 0);
}

async function waitForRecords({ space, topics, signal }: PatchbayRig, expected: number): Promise<void> {
  const deadline = Date.now() + (expected / EVENTS_PER_SECOND) * 1000 + 60_000;
  for (;;) {
    const records = await space.countRecords(topics.deliveries.topic);
    if (records >= expected) return;
    if (Date.now() > deadline)
      throw new BenchError(`the dispatcher has passed on ${records} of ${expected} events`);
    await sleep(POLL_MS, undefined, { signal });
  }
}
