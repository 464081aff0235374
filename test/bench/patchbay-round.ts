import { setTimeout as sleep } from 'node:timers/promises';
import { REQUEST_LOG_COLLECTION } from '@patchbay/integration-contracts';
import { BenchError } from './bench-error.ts';
import { FAN_OUT } from './bench.ts';
import { watchCpu } from './measure-cpu.ts';
import type { CpuByProcess } from './measure-cpu.ts';
import type { PatchbayRig } from './patchbay-rig.ts';
import type { RunSpace } from './run-space.ts';

export interface RoundSize {
  /** Different from one round to the next: event ids begin with it. */
  readonly name: string;
  readonly events: number;
}

export interface RoundResult {
  readonly deliveries: number;
  /** From the dispatcher's start until the last delivery came in. */
  readonly seconds: number;
  readonly logLagMs: number;
  readonly duplicates: number;
  /** Up to the moment when the request log was complete. */
  readonly cpu: CpuByProcess;
}

interface Start {
  readonly atMs: number;
  readonly spent: () => CpuByProcess;
}

const LOG_POLL_MS = 5;
const TIMEOUT_MS = 120_000;

/** Lets a backlog of events go and waits until every delivery has come in and is in the request log. */
export async function runRound(rig: PatchbayRig, size: RoundSize): Promise<RoundResult> {
  const { receiver, space } = rig;
  const deliveries = size.events * FAN_OUT;
  const logged = await space.database.collection(REQUEST_LOG_COLLECTION).estimatedDocumentCount();
  await receiver.reset(deliveries);
  const start = await publishWhileStopped(rig, size);
  const reachedAtMs = await whenReached(rig, deliveries);
  const loggedAtMs = await whenLogged(rig, logged + deliveries);
  const cpu = start.spent();
  await checkLog(space, size, deliveries);
  const received = (await receiver.counts()).reduce((sum, count) => sum + count, 0);
  return {
    deliveries,
    seconds: (reachedAtMs - start.atMs) / 1000,
    logLagMs: loggedAtMs - reachedAtMs,
    duplicates: received - deliveries,
    cpu,
  };
}

/** A dispatcher that took events while they were produced would share its time with the producer. */
async function publishWhileStopped(rig: PatchbayRig, { name, events }: RoundSize): Promise<Start> {
  const { services, backlog, signal } = rig;
  const { dispatcher } = services;
  const pid = pidOf(dispatcher);
  process.kill(pid, 'SIGSTOP');
  try {
    await backlog.publish(name, events, signal);
    return { spent: watchCpu(watched(rig)), atMs: Date.now() };
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}

function watched({ services, stack, receiver }: PatchbayRig): Record<string, number | undefined> {
  return {
    ...Object.fromEntries(services.all.map((service) => [service.name, pidOf(service)])),
    kafka: stack.kafka.pid(),
    mongod: stack.mongo.pid(),
    receiver: receiver.pid,
  };
}

async function whenReached({ receiver, signal }: PatchbayRig, deliveries: number): Promise<number> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  try {
    return await receiver.reached(AbortSignal.any([signal, timeout]));
  } catch (error) {
    if (!timeout.aborted || signal.aborted) throw error;
    const counts = (await receiver.counts()).join(' + ');
    throw new BenchError(`${counts} of ${deliveries} deliveries came in within ${TIMEOUT_MS / 1000} s`);
  }
}

async function whenLogged({ space, signal }: PatchbayRig, attempts: number): Promise<number> {
  const log = space.database.collection(REQUEST_LOG_COLLECTION);
  const deadline = Date.now() + TIMEOUT_MS;
  for (;;) {
    // From the collection's metadata: counting documents would cost MongoDB more than writing them.
    const count = await log.estimatedDocumentCount();
    const now = Date.now();
    if (count >= attempts) return now;
    if (now > deadline) throw new BenchError(`the request log has ${count} of ${attempts} attempts`);
    signal.throwIfAborted();
    await sleep(LOG_POLL_MS);
  }
}

/** A duplicate has the same id, so this many documents are this many different deliveries. */
async function checkLog({ database }: RunSpace, { name }: RoundSize, deliveries: number): Promise<void> {
  const filter = { eventId: { $regex: `^${name}-` }, outcome: 'delivered' };
  const count = await database.collection(REQUEST_LOG_COLLECTION).countDocuments(filter);
  if (count !== deliveries) {
    throw new BenchError(`the request log says that ${count} of ${deliveries} deliveries were delivered`);
  }
}

export function pidOf({ name, pid }: { readonly name: string; readonly pid: number | undefined }): number {
  if (pid === undefined) throw new BenchError(`${name} has ended`);
  return pid;
}
