import { componentControl, type ComponentControl } from './component-control.ts';
import { endOwned, ownedState } from './owned-stacks.ts';
import { acquireLaunchLock } from './launch-lock.ts';
import { launchStack } from './launch-stack.ts';
import { stackPaths, type StackPaths } from './paths.ts';
import { signalIfSame } from './processes.ts';
import { createProgress } from './progress.ts';
import { StackError } from './stack-error.ts';
import type { StackSecurity } from './stack-security.ts';
import { readState, type Provider } from './state-file.ts';

/** A running Kafka and MongoDB, whoever provides them. */
export interface LocalStack {
  kafkaBrokers: string[];
  mongodbUri: string;
  dataDir: string;
  /** Ends what this process started; a stack that was there before, or that another process owns, is left running. */
  stop(): Promise<void>;
  kafka: ComponentControl;
  mongo: ComponentControl;
}

export interface StackOptions {
  /** Where data, logs and the state file lie; `.patchbay/stack` by default. Stacks in different folders do not meet. */
  dataDir?: string;
  /** False starts from an empty folder. True by default. */
  keepData?: boolean;
  quiet?: boolean;
  /** Takes the progress lines instead of standard error. */
  onProgress?: (line: string) => void;
  /** Starts both even if KAFKA_BROKERS or MONGODB_URI is set. */
  ignoreEnvironment?: boolean;
  /** Does not look for another way where this one is wanted. */
  provider?: Exclude<Provider, 'environment'>;
  /** False picks random ports from the start. True by default. */
  useUsualPorts?: boolean;
  /**
   * Kafka with SASL and TLS, MongoDB with users and TLS. Only for an empty folder, and for servers that are run here.
   */
  security?: StackSecurity;
  /** Calls the start off; nothing that it started is left running. See `interruption()`. */
  signal?: AbortSignal;
}

/** Starts Kafka and MongoDB, or takes over those that run in `dataDir`; they end with `stop()` and, at the latest, when this process exits. */
export async function startStack(options: StackOptions = {}): Promise<LocalStack> {
  const paths = stackPaths(options.dataDir);
  const end = (): void => {
    endOnExit(paths);
  };
  const forgetExit = (): void => {
    process.off('exit', end);
  };
  process.once('exit', end);
  try {
    const isOwner = await launch(paths, options, false);
    if (!isOwner) forgetExit();
    return { ...describe(paths), stop: isOwner ? () => stopOwned(paths).then(forgetExit) : leaveRunning };
  } catch (error) {
    forgetExit();
    throw error;
  }
}

/** Starts them so that they outlive this process: what `npm run stack -- up` does. */
export async function startDetachedStack(options: StackOptions = {}): Promise<LocalStack> {
  const paths = stackPaths(options.dataDir);
  await launch(paths, options, true);
  return { ...describe(paths), stop: leaveRunning };
}

/** A handle on a stack that another process runs: a test stops MongoDB in the stack of its run. `stop()` leaves the stack to its owner. */
export function attachStack(dataDir?: string): LocalStack {
  return { ...describe(stackPaths(dataDir)), stop: leaveRunning };
}

const leaveRunning = (): Promise<void> => Promise.resolve();

async function launch(paths: StackPaths, options: StackOptions, detached: boolean): Promise<boolean> {
  const progress = createProgress(options);
  try {
    return await launchStack({
      paths,
      progress,
      detached,
      keepData: options.keepData ?? true,
      ignoreEnvironment: options.ignoreEnvironment ?? false,
      provider: options.provider,
      useUsualPorts: options.useUsualPorts ?? true,
      security: options.security,
      signal: options.signal ?? new AbortController().signal,
    });
  } finally {
    progress.end();
  }
}

function describe(paths: StackPaths): Omit<LocalStack, 'stop'> {
  const components = readState(paths.stateFile)?.components;
  if (components?.kafka === undefined || components.mongo === undefined) {
    throw new StackError(`no stack runs in ${paths.dataDir}: start one with \`npm run stack -- up\``);
  }
  return {
    kafkaBrokers: components.kafka.address.split(','),
    mongodbUri: components.mongo.address,
    dataDir: paths.dataDir,
    kafka: componentControl(paths, 'kafka'),
    mongo: componentControl(paths, 'mongo'),
  };
}

async function stopOwned(paths: StackPaths): Promise<void> {
  const release = await acquireLaunchLock(paths.lockFile, () => undefined);
  try {
    await endOwned(paths);
  } finally {
    release();
  }
}

/** An exit handler cannot wait: the servers end by themselves, and the next start clears the state file. */
function endOnExit(paths: StackPaths): void {
  for (const component of Object.values(ownedState(paths)?.components ?? {})) {
    if (component.process !== undefined) signalIfSame(component.process, 'SIGTERM');
  }
}
