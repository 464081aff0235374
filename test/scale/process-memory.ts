import { readFileSync } from 'node:fs';
import { BenchError } from '../bench/bench-error.ts';

/** Resident memory of a process in MiB. */
export interface ProcessMemory {
  readonly rssMib: number;
  /** The most since it started. */
  readonly peakMib: number;
}

const KIB_PER_MIB = 1024;

/** @throws BenchError where there is no `/proc` */
export function memoryOf(pid: number): ProcessMemory {
  if (process.platform !== 'linux') throw new BenchError('memory is read from /proc, which Linux alone has');
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mib = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) / KIB_PER_MIB;
  return { rssMib: mib('VmRSS'), peakMib: mib('VmHWM') };
}
