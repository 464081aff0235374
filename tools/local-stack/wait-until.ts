import { setTimeout as delay } from 'node:timers/promises';
import { readFileSync } from 'node:fs';
import { isAlive, type Launch, type ProcessIdentity } from './processes.ts';
import { StackError } from './stack-error.ts';

export interface ServerWait {
  title: string;
  launch: Launch;
  process: ProcessIdentity;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  isReady: () => Promise<boolean>;
}

const pollMs = 100;
const shownLines = 8;

/** Polls a server that was just started; one that ends or takes too long is an error with the last lines of its log. */
export async function waitUntilReady(wait: ServerWait): Promise<void> {
  const deadline = Date.now() + wait.timeoutMs;
  for (;;) {
    wait.signal?.throwIfAborted();
    const isReady = await wait.isReady();
    // Looked at even if the port answers: that may be another program, which took the port first.
    if (!isAlive(wait.process)) throw new StackError(failure(wait, 'ended while starting'));
    if (isReady) return;
    if (Date.now() > deadline)
      throw new StackError(failure(wait, `is not ready after ${wait.timeoutMs / 1000} s`));
    await delay(pollMs, undefined, { signal: wait.signal });
  }
}

function failure({ title, launch }: ServerWait, what: string): string {
  return `${title} ${what}; the end of ${launch.logFile}:\n${lastLines(launch.logFile)}`;
}

function lastLines(file: string): string {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n').slice(-shownLines);
  return lines.map((line) => `  ${line.slice(0, 400)}`).join('\n');
}
