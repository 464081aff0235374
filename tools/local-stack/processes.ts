import { execFileSync, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { StackError } from './stack-error.ts';

/** A pid alone is recycled; together with the moment the process was born it names one process for good. */
export interface ProcessIdentity {
  pid: number;
  birth: string;
}

/** Everything needed to start a server again, also from another process that only has the state file. */
export interface Launch {
  command: string;
  args: string[];
  logFile: string;
}

const pollMs = 50;
const killWaitMs = 5_000;

/** The identity of a running process; undefined when there is none or only its zombie is left. */
export function identify(pid: number): ProcessIdentity | undefined {
  const birth = process.platform === 'linux' ? birthFromProc(pid) : birthFromPs(pid);
  return birth === undefined ? undefined : { pid, birth };
}

export function isAlive(identity: ProcessIdentity): boolean {
  return identify(identity.pid)?.birth === identity.birth;
}

/** Starts a server that outlives this process: its own session, output to its log file. */
export function spawnServer({ command, args, logFile }: Launch): ProcessIdentity {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'a');
  try {
    const child = spawn(command, args, { detached: true, stdio: ['ignore', log, log] });
    // Without a listener a failed spawn would be an uncaught exception; the missing pid below reports it.
    child.once('error', () => undefined);
    child.unref();
    const identity = child.pid === undefined ? undefined : identify(child.pid);
    if (identity === undefined)
      throw new StackError(`cannot run ${command}: check that the file exists and may be executed`);
    return identity;
  } finally {
    closeSync(log);
  }
}

/** Asks a process to end, waits up to `graceMs`, then forces it. A process that is gone already is fine. */
export async function terminate(identity: ProcessIdentity, graceMs: number): Promise<void> {
  signalIfSame(identity, 'SIGTERM');
  if (await hasEnded(identity, graceMs)) return;
  await kill(identity);
}

export async function kill(identity: ProcessIdentity): Promise<void> {
  signalIfSame(identity, 'SIGKILL');
  if (!(await hasEnded(identity, killWaitMs))) {
    throw new StackError(
      `process ${identity.pid} does not end: see what holds it with \`ps -o stat,wchan -p ${identity.pid}\``,
    );
  }
}

/** Looks before it signals, so that a recycled pid is never hit. */
export function signalIfSame(identity: ProcessIdentity, signal: NodeJS.Signals): void {
  if (!isAlive(identity)) return;
  try {
    process.kill(identity.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function hasEnded(identity: ProcessIdentity, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  while (isAlive(identity)) {
    if (Date.now() > deadline) return false;
    await delay(pollMs);
  }
  return true;
}

function birthFromProc(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command name in parentheses may hold spaces, so fields are counted behind it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, threads, startTick] = [fields[0], Number(fields[17]), fields[19]];
    // A main thread can be a zombie while others still hold the ports and files: gone is only one without them.
    if (state === 'X' || (state === 'Z' && threads <= 1)) return undefined;
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot}/${startTick ?? ''}`;
  } catch {
    return undefined;
  }
}

function birthFromPs(pid: number): string | undefined {
  try {
    const [state = '', ...started] = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
      .trim()
      .split(/\s+/);
    return state === '' || state.startsWith('Z') ? undefined : started.join(' ');
  } catch {
    return undefined;
  }
}
