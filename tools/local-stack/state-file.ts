import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Launch, ProcessIdentity } from './processes.ts';
import { StackError } from './stack-error.ts';

export type ComponentName = 'kafka' | 'mongo';
export type Provider = 'environment' | 'docker' | 'embedded';

export interface ComponentRecord {
  provider: Provider;
  /** What a client is given: the broker list, or the MongoDB URI. */
  address: string;
  /** How it came here, for people: "mongod 6.0.5 from PATH". */
  origin: string;
  port?: number;
  /** Where it is asked whether it serves, if not where clients go. */
  probePort?: number;
  launch?: Launch;
  /** Absent while the server is stopped on purpose. */
  process?: ProcessIdentity;
}

export interface StackState {
  format: 1;
  /** The process that stops this stack when it ends; null for one that `up` left running. */
  owner: ProcessIdentity | null;
  /** Being stopped: nothing more may be started in it. */
  isClosing?: true;
  /** Set where Docker Compose runs a part of it. */
  composeProject?: string;
  components: Partial<Record<ComponentName, ComponentRecord>>;
}

export function readState(file: string): StackState | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const state = parse(text);
  if (state === undefined) {
    throw new StackError(
      `${file} cannot be read as a stack's state: end the processes it names, delete it and start again`,
    );
  }
  return state;
}

/** Replaced in one step, so that a reader or a crash never sees half a file. Only the user may read it: a URI can hold a password. */
export function writeState(file: string, state: StackState): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(state, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}

/** Reads, changes and writes without yielding: the two servers start at once, and tests stop one from another process. */
export function updateComponent(
  file: string,
  name: ComponentName,
  change: (record: ComponentRecord | undefined) => ComponentRecord,
): void {
  const state = openState(file);
  writeState(file, { ...state, components: { ...state.components, [name]: change(state.components[name]) } });
}

/** The state of a stack that is neither stopped nor being stopped. */
export function openState(file: string): StackState {
  const state = readState(file);
  if (state === undefined || state.isClosing) {
    throw new StackError(`the stack of ${file} was stopped meanwhile: start it again first`);
  }
  return state;
}

export function removeState(file: string): void {
  rmSync(file, { force: true });
}

function parse(text: string): StackState | undefined {
  try {
    const value = JSON.parse(text) as Partial<StackState> | null;
    return value?.format === 1 && typeof value.components === 'object' ? (value as StackState) : undefined;
  } catch {
    return undefined;
  }
}
