import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { toolKafka } from '../services/index.ts';
import { askingApi } from './api/ask.ts';
import { barProgress, lineProgress } from './output/progress.ts';
import { runProgram } from './run-program.ts';

const POLL_MS = 1000;

let stop: AbortController | undefined;

/** Only from the first use on is an interruption waited for; before, and the second time, it ends the process. */
function stopSignal(): AbortSignal {
  if (stop !== undefined) return stop.signal;
  const controller = new AbortController();
  stop = controller;
  const interrupt = (): void => {
    controller.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupt);
  return controller.signal;
}

const note = (text: string): void => {
  console.error(text);
};

process.exitCode = await runProgram(process.argv.slice(2), {
  environment: process.env,
  write: (text) => {
    console.log(text);
  },
  note,
  progress: () => (process.stderr.isTTY ? barProgress() : lineProgress(note)),
  readInput: () => buffer(process.stdin),
  connect: askingApi,
  kafka: toolKafka,
  pause: async () => {
    await sleep(POLL_MS, undefined, { signal: stopSignal() });
  },
  stopped: stopSignal,
});
