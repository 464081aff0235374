import { existsSync, renameSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive, kill, spawnServer, terminate, type Launch } from './processes.ts';
import { isKafkaReady } from './kafka-probe.ts';
import { advanceToPrimary } from './mongo-replica-set.ts';
import { awaitRelease, loopback } from './ports.ts';
import {
  openState,
  readState,
  updateComponent,
  type ComponentName,
  type ComponentRecord,
} from './state-file.ts';
import { StackError } from './stack-error.ts';
import { waitUntilReady } from './wait-until.ts';

interface ServerKind {
  title: string;
  startMs: number;
  stopMs: number;
  isReady: (port: number) => Promise<boolean>;
}

const pollMs = 200;

const kinds: Record<ComponentName, ServerKind> = {
  kafka: { title: 'Kafka', startMs: 60_000, stopMs: 20_000, isReady: (port) => isKafkaReady(loopback, port) },
  mongo: { title: 'mongod', startMs: 60_000, stopMs: 15_000, isReady: advanceToPrimary },
};

export type RunnableRecord = ComponentRecord & { launch: Launch; port: number };

/** Starts the server of this record and waits until it serves; the state file names the process from its first moment on. */
export async function startServer(
  stateFile: string,
  name: ComponentName,
  { record, signal }: { record: RunnableRecord; signal?: AbortSignal | undefined },
): Promise<void> {
  const { title, startMs, isReady } = kinds[name];
  const { launch, port, probePort = port } = record;
  await awaitRelease(port);
  // Up to the record of its process no other code runs, so a server is never started behind the back of a stop.
  openState(stateFile);
  if (existsSync(launch.logFile)) renameSync(launch.logFile, `${launch.logFile}.1`);
  const process = spawnServer(launch);
  updateComponent(stateFile, name, () => ({ ...record, process }));
  await waitUntilReady({
    title,
    launch,
    process,
    signal,
    timeoutMs: startMs,
    isReady: () => isReady(probePort),
  });
}

export async function stopServer(name: ComponentName, record: ComponentRecord | undefined): Promise<void> {
  if (record?.process !== undefined) await terminate(record.process, kinds[name].stopMs);
}

/** Whether the server behind this port does its work, whoever runs it. */
function isServing(name: ComponentName, port: number): Promise<boolean> {
  return kinds[name].isReady(port);
}

/** For a server in a container, whose process is not ours to watch. */
export async function awaitServing(name: ComponentName, port: number, signal?: AbortSignal): Promise<void> {
  const { title, startMs } = kinds[name];
  const deadline = Date.now() + startMs;
  while (!(await isServing(name, port))) {
    if (Date.now() > deadline)
      throw new StackError(`${title} in its container does not serve port ${port} after ${startMs / 1000} s`);
    await delay(pollMs, undefined, { signal });
  }
}

/**
 * Running, and doing its work: the state in which a later start may take it over. A process that lives gets `patienceMs`
 * to answer: it may be starting, or the machine busy.
 */
export async function isHealthy(
  name: ComponentName,
  record: ComponentRecord,
  patienceMs = 0,
): Promise<boolean> {
  const { provider, process, port, probePort = port } = record;
  if (port === undefined || probePort === undefined) return false;
  if (provider === 'docker') return await isServing(name, port);
  const deadline = Date.now() + patienceMs;
  while (process !== undefined && isAlive(process)) {
    if (await isServing(name, probePort)) return true;
    if (Date.now() > deadline) return false;
    await delay(pollMs);
  }
  return false;
}

export async function killServer(record: ComponentRecord | undefined): Promise<void> {
  if (record?.process !== undefined) await kill(record.process);
}

export function runnableRecord(stateFile: string, name: ComponentName): RunnableRecord {
  const record = readState(stateFile)?.components[name];
  if (record?.provider !== 'embedded' || record.launch === undefined || record.port === undefined) {
    throw new StackError(`${kinds[name].title} was not started by the stack of ${stateFile}`);
  }
  return { ...record, launch: record.launch, port: record.port };
}
