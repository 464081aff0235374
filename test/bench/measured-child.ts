import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { BenchError } from './bench-error.ts';
import { watchCpu } from './measure-cpu.ts';
import type { CpuByProcess, WatchedProcesses } from './measure-cpu.ts';
import type { WindowReport } from './measured-window.ts';

export interface MeasuredChild {
  /** A program that takes its task as the first message and reports as `MeasuredWindow` does. */
  readonly program: URL;
  readonly task: object;
  /** Name of its own share in the report. */
  readonly role: string;
  /** Whose CPU time counts beside its own. */
  readonly others: WatchedProcesses;
  readonly signal: AbortSignal;
}

interface ChildResult {
  readonly deliveries: number;
  readonly seconds: number;
  readonly cpu: CpuByProcess;
}

/** Runs a program to its end and gives what it measured. */
export async function runMeasuredChild({
  program,
  task,
  role,
  others,
  signal,
}: MeasuredChild): Promise<ChildResult> {
  signal.throwIfAborted();
  const child = fork(fileURLToPath(program), { signal, env: { ...process.env, NODE_ENV: 'production' } });
  let spent: (() => CpuByProcess) | undefined;
  let result: ChildResult | undefined;
  child.on('message', (message) => {
    const report = message as WindowReport;
    if (report.kind === 'measuring') {
      spent = watchCpu(others);
      return;
    }
    const { deliveries, seconds, cpuSeconds } = report;
    result = { deliveries, seconds, cpu: { [role]: cpuSeconds, ...spent?.() } };
  });
  child.send(task);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('exit', resolve);
    child.once('error', reject);
  });
  if (code !== 0 || result === undefined || result.deliveries === 0) {
    signal.throwIfAborted();
    throw new BenchError(
      `${role} measured nothing and ended with exit code ${String(code)}; see its output above`,
    );
  }
  return result;
}
