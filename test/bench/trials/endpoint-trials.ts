import { setTimeout as sleep } from 'node:timers/promises';
import { REQUEST_LOG_COLLECTION } from '@patchbay/integration-contracts';
import { FAN_OUT } from '../bench.ts';
import type { StackedBench } from '../bench.ts';
import { withPatchbay } from '../patchbay-rig.ts';
import type { PatchbayRig } from '../patchbay-rig.ts';
import { measureRound } from '../patchbay-run.ts';
import { publishPaced } from './paced-load.ts';

/** One endpoint misbehaves, or none, at half of the rate that Patchbay reaches when it has all to do. */
export interface EndpointTrial {
  readonly eventsPerSecond: number;
  readonly events: number;
  /** Arrived at the four good endpoints by the end of the window ÷ published for them meanwhile. */
  readonly arrivedShare: number;
  /** From publication to arrival, the worst of the four good endpoints. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Deliveries that had not succeeded when the waiting for them ended, those of the bad endpoint included. */
  readonly lost: number;
}

export interface EndpointTrials {
  readonly steady: EndpointTrial;
  readonly slow: EndpointTrial;
  readonly hanging: EndpointTrial;
}

const BAD_ENDPOINT = FAN_OUT - 1;
const SLOW_MS = 2000;
const HANGING_MS = 10_000;
/** The longer delays would keep what failed meanwhile for longer than a person waits. */
const ENVIRONMENT = { RETRY_DELAYS: '10s,30s' };
/** Retries of what failed meanwhile come after delays, and the pauses of a breaker. */
const SETTLE_TIMEOUT_MS = 300_000;
const POLL_MS = 500;

/** What the other endpoints notice of one that is slow, and of one that hangs. */
export function runEndpointTrials(bench: StackedBench): Promise<EndpointTrials> {
  const { options, say } = bench;
  return withPatchbay(bench, { projects: options.projects, environment: ENVIRONMENT }, async (rig) => {
    const { deliveries, seconds } = await measureRound(rig, bench);
    const eventsPerSecond = deliveries / seconds / FAN_OUT / 2;
    const pace = { eventsPerSecond, seconds: options.trialSeconds };
    const run = async (what: string, badAfterMs: number): Promise<EndpointTrial> => {
      say(`${what}: ${Math.round(eventsPerSecond)} events/s for ${pace.seconds} s`);
      return runTrial(rig, pace, badAfterMs);
    };
    return {
      steady: await run('all endpoints well', 0),
      slow: await run(`one of ${FAN_OUT} endpoints answers after ${SLOW_MS / 1000} s`, SLOW_MS),
      hanging: await run(`one of ${FAN_OUT} endpoints hangs for ${HANGING_MS / 1000} s`, HANGING_MS),
    };
  });
}

async function runTrial(
  rig: PatchbayRig,
  pace: { readonly eventsPerSecond: number; readonly seconds: number },
  badAfterMs: number,
): Promise<EndpointTrial> {
  const { receiver, backlog, signal } = rig;
  await receiver.delay(BAD_ENDPOINT, badAfterMs);
  await receiver.reset(Infinity);
  const since = `paced-${Date.now()}`;
  const events = await publishPaced(backlog, pace, signal);
  const atEnd = (await receiver.latencies()).slice(0, BAD_ENDPOINT);
  await receiver.delay(BAD_ENDPOINT, 0);
  const lost = await waitForDelivered(rig, since, events * FAN_OUT);
  const good = (await receiver.latencies()).slice(0, BAD_ENDPOINT);
  return {
    eventsPerSecond: pace.eventsPerSecond,
    events,
    arrivedShare: atEnd.reduce((sum, endpoint) => sum + endpoint.events, 0) / (events * good.length),
    p50Ms: Math.max(...good.map(({ p50Ms }) => p50Ms)),
    p99Ms: Math.max(...good.map(({ p99Ms }) => p99Ms)),
    lost,
  };
}

/** @returns how many deliveries the request log still does not know as delivered when patience ends */
async function waitForDelivered(
  { space, signal }: PatchbayRig,
  since: string,
  expected: number,
): Promise<number> {
  const log = space.database.collection(REQUEST_LOG_COLLECTION);
  const deadline = Date.now() + SETTLE_TIMEOUT_MS;
  for (;;) {
    // Ids of paced events begin with the time of their publication, so they sort by it.
    const filter = { eventId: { $gte: since, $lt: 'paced-:' }, outcome: 'delivered' };
    const [counted] = await log
      .aggregate([{ $match: filter }, { $group: { _id: '$deliveryId' } }, { $count: 'deliveries' }])
      .toArray();
    const missing = expected - Number(counted?.['deliveries'] ?? 0);
    if (missing <= 0 || Date.now() > deadline) return missing;
    await sleep(POLL_MS, undefined, { signal });
  }
}
