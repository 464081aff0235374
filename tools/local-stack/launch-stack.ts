import { mkdir } from 'node:fs/promises';
import { deleteData } from './delete-data.ts';
import { composeProject, isDockerUsable } from './docker-compose.ts';
import { isHealthy } from './embedded-server.ts';
import { endComponents } from './end-components.ts';
import { acquireLaunchLock } from './launch-lock.ts';
import type { StackPaths } from './paths.ts';
import { identify, isAlive, type ProcessIdentity } from './processes.ts';
import type { Progress } from './progress.ts';
import { chooseProvider, environmentNames, namedByOthers, planRecovery } from './resolution.ts';
import { runCommand } from './run-command.ts';
import { StackError } from './stack-error.ts';
import type { StackSecurity } from './stack-security.ts';
import { startComponents } from './start-components.ts';
import {
  readState,
  removeState,
  writeState,
  type ComponentName,
  type Provider,
  type StackState,
} from './state-file.ts';

export interface LaunchOptions {
  paths: StackPaths;
  /** False starts from an empty data folder. */
  keepData: boolean;
  /** True for a stack that outlives this process. */
  detached: boolean;
  ignoreEnvironment: boolean;
  /** Takes this one where several would do. */
  provider?: Exclude<Provider, 'environment'> | undefined;
  useUsualPorts: boolean;
  security?: StackSecurity | undefined;
  progress: Progress;
  signal: AbortSignal;
}

/** Thrown where a fresh data folder is wanted and a live process works with it. */
export class StackInUseError extends StackError {
  override name = 'StackInUseError';
}

// As long as a Kafka takes to start: one whose launcher was killed meanwhile is worth waiting for.
const patienceMs = 8_000;
const componentNames: readonly ComponentName[] = ['kafka', 'mongo'];

/**
 * Brings up what is not up yet and leaves the state file telling all of it, or leaves nothing running that it started.
 * Resolves to whether this call is the one whose stack it is now.
 */
export async function launchStack(options: LaunchOptions): Promise<boolean> {
  try {
    return await launchLocked(options);
  } catch (error) {
    // Whatever was going on when the start was called off, the reason is why it failed.
    options.signal.throwIfAborted();
    throw error;
  }
}

async function launchLocked(options: LaunchOptions): Promise<boolean> {
  const { paths, progress, signal } = options;
  const release = await acquireLaunchLock(
    paths.lockFile,
    (holder) => {
      progress.report(
        'stack',
        `process ${holder} is starting or stopping the stack in ${paths.dataDir}; waiting for it`,
      );
    },
    signal,
  );
  try {
    const previous = readState(paths.stateFile);
    const owner = previous?.owner ?? undefined;
    if (owner !== undefined && isAlive(owner)) {
      reuseOwned(options, owner);
      return false;
    }
    return await bringUp(options, previous);
  } finally {
    release();
  }
}

function reuseOwned({ paths, keepData, progress }: LaunchOptions, { pid }: ProcessIdentity): void {
  if (!keepData)
    throw new StackInUseError(
      `process ${pid} works with the stack in ${paths.dataDir}: end it, or choose another data folder`,
    );
  progress.report(
    'stack',
    `already running in ${paths.dataDir}; using it. It ends with process ${pid}, which started it`,
  );
}

async function bringUp(options: LaunchOptions, previous: StackState | undefined): Promise<boolean> {
  const { paths, progress } = options;
  const wanted = await chooseProviders(options, previous);
  const reused = previous === undefined ? [] : await recover(options, previous, wanted);
  if (!options.keepData) await deleteData(paths, runCommand);
  await mkdir(paths.dataDir, { recursive: true });
  // Whoever completes a stack that `up` left running does not thereby get to end it.
  const isDetached = options.detached || (previous?.owner === null && reused.length > 0);
  const base: StackState = {
    format: 1,
    owner: isDetached ? null : (identify(process.pid) ?? null),
    composeProject: composeProject(paths),
    components: Object.fromEntries(reused.map((name) => [name, previous?.components[name]])),
  };
  writeState(paths.stateFile, base);
  const providers = Object.fromEntries(
    componentNames.filter((name) => !reused.includes(name)).map((name) => [name, wanted[name]]),
  );
  for (const name of reused)
    progress.report(name, `already running at ${previous?.components[name]?.address ?? ''}`);
  try {
    await startComponents({ ...options, providers });
    // Called off at the last moment: the caller, who waits for this start, has no handle yet to stop it with.
    options.signal.throwIfAborted();
    return !isDetached;
  } catch (error) {
    await endComponents(readState(paths.stateFile) ?? base, { keep: reused });
    if (reused.length > 0) writeState(paths.stateFile, base);
    else removeState(paths.stateFile);
    throw error;
  }
}

async function chooseProviders(
  { ignoreEnvironment, provider }: LaunchOptions,
  previous: StackState | undefined,
): Promise<Record<ComponentName, Provider>> {
  const fromEnvironment = (name: ComponentName): string | undefined =>
    ignoreEnvironment
      ? undefined
      : namedByOthers(process.env[environmentNames[name]], previous?.components[name]);
  const isAnyOpen = componentNames.some((name) => fromEnvironment(name) === undefined);
  const docker =
    provider === undefined ? isAnyOpen && (await isDockerUsable(runCommand)) : provider === 'docker';
  const choose = (name: ComponentName): Provider =>
    chooseProvider({ fromEnvironment: fromEnvironment(name), isDockerUsable: docker });
  return { kafka: choose('kafka'), mongo: choose('mongo') };
}

/** Ends what an earlier start left behind, except for what can be used as it is; names that. */
async function recover(
  { keepData, progress }: LaunchOptions,
  previous: StackState,
  wanted: Record<ComponentName, Provider>,
): Promise<ComponentName[]> {
  const plans = await Promise.all(
    componentNames.map(async (name) => {
      const record = previous.components[name];
      const healthy = keepData && record !== undefined && (await isHealthy(name, record, patienceMs));
      return { name, plan: planRecovery(record, wanted[name], healthy) };
    }),
  );
  const reused = plans.filter(({ plan }) => plan === 'reuse').map(({ name }) => name);
  if (plans.some(({ plan }) => plan === 'end, then start'))
    progress.report('stack', 'ending what an earlier start left behind');
  await endComponents(previous, { keep: reused });
  return reused;
}
