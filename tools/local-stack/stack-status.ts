import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isHealthy } from './embedded-server.ts';
import { isReachable } from './external-component.ts';
import type { StackPaths } from './paths.ts';
import { isAlive } from './processes.ts';
import { withoutPassword } from './resolution.ts';
import { readState, type ComponentName, type ComponentRecord, type StackState } from './state-file.ts';

export interface StackStatus {
  /** What to print: where the stack is, what provides it and what it stores. */
  text: string;
  isComplete: boolean;
}

const titles: Record<ComponentName, string> = { kafka: 'Kafka', mongo: 'MongoDB' };
const indent = ' '.repeat(9);

export async function stackStatus(paths: StackPaths): Promise<StackStatus> {
  const state = readState(paths.stateFile);
  const parts = await Promise.all([
    componentStatus('kafka', state?.components.kafka, paths.kafkaData),
    componentStatus('mongo', state?.components.mongo, paths.mongoData),
  ]);
  const head = `${paths.dataDir}: ${state === undefined ? 'not running' : ownership(state)}`;
  return {
    text: [head, ...parts.map(({ text }) => text)].join('\n'),
    isComplete: parts.every(({ isComplete }) => isComplete),
  };
}

async function componentStatus(
  name: ComponentName,
  record: ComponentRecord | undefined,
  dataFolder: string,
): Promise<StackStatus> {
  const condition = record === undefined ? 'not running' : await conditionOf(name, record);
  const bytes = await diskUse(dataFolder);
  const details = record === undefined ? [] : detailsOf(record);
  if (bytes > 0) details.push(`data ${(bytes / 1024 / 1024).toFixed(1)} MB in ${dataFolder}`);
  return {
    text: [`${titles[name].padEnd(indent.length)}${condition}`, ...details.map((line) => indent + line)].join(
      '\n',
    ),
    isComplete: condition === 'running',
  };
}

function ownership({ owner }: StackState): string {
  if (owner === null) return 'left running by `up`, ended by `down`';
  if (isAlive(owner)) return `run by process ${owner.pid}`;
  return `left behind by process ${owner.pid}, which is gone; the next start clears it up`;
}

async function conditionOf(name: ComponentName, record: ComponentRecord): Promise<string> {
  const isRunning =
    record.provider === 'environment'
      ? await isReachable(name, record.address)
      : await isHealthy(name, record);
  if (isRunning) return 'running';
  return record.process !== undefined && isAlive(record.process) ? 'not answering' : 'stopped';
}

function detailsOf({ address, origin, process, launch }: ComponentRecord): string[] {
  return [
    withoutPassword(address),
    origin,
    ...(process === undefined ? [] : [`pid ${process.pid}`]),
    ...(launch === undefined ? [] : [`log ${launch.logFile}`]),
  ];
}

/** Blocks, not lengths: Kafka reserves index files that are almost empty. Zero for a folder that is not there. */
async function diskUse(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = await Promise.all(
    entries.filter((entry) => entry.isFile()).map((entry) => fileBytes(join(entry.parentPath, entry.name))),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Both servers delete files of theirs at any time; one that has gone takes no room. */
function fileBytes(file: string): Promise<number> {
  return lstat(file).then(
    ({ blocks }) => blocks * 512,
    () => 0,
  );
}
