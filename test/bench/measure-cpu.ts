import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What a process stands for in the report, and its pid; without one it runs out of reach, in a container for example. */
export type WatchedProcesses = Readonly<Record<string, number | undefined>>;
/** CPU-seconds, user and system; null for what is out of reach. */
export type CpuByProcess = Readonly<Record<string, number | null>>;

/** Linux counts in hundredths of a second whatever the kernel's own tick is. */
const TICKS_PER_SECOND = 100;
const BYTES_PER_KIB = 1024;
const BYTES_PER_MB = 1e6;
const isLinux = process.platform === 'linux';

/** CPU time of a running process so far, all of its threads included. */
function cpuSecondsOf(pid: number): number {
  if (!isLinux) return parseCpuTime(ps(pid, 'cputime'));
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The command name in parentheses may hold spaces, so fields are counted behind it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** The largest resident set of a process since it started; elsewhere than on Linux what it has now. */
export function peakRssMb(pid: number): number {
  const kib = isLinux
    ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    : ps(pid, 'rss');
  return (Number(kib) * BYTES_PER_KIB) / BYTES_PER_MB;
}

/** Begins to measure; the function that it returns tells what the processes have used since. */
export function watchCpu(processes: WatchedProcesses): () => CpuByProcess {
  const before = readAll(processes);
  return () => {
    const after = readAll(processes);
    return Object.fromEntries(
      Object.entries(after).map(([name, seconds]) => {
        const start = before[name] ?? null;
        return [name, seconds === null || start === null ? null : seconds - start];
      }),
    );
  };
}

function readAll(processes: WatchedProcesses): CpuByProcess {
  return Object.fromEntries(
    Object.entries(processes).map(([name, pid]) => [name, pid === undefined ? null : cpuSecondsOf(pid)]),
  );
}

function ps(pid: number, column: string): string {
  return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).trim();
}

/** `[days-][hours:]minutes:seconds`, the seconds with a fraction on macOS. */
function parseCpuTime(text: string): number {
  const [clock = '', days = '0'] = text.split('-').reverse();
  const seconds = clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return seconds + Number(days) * 86_400;
}
