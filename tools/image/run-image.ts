import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { ImageError } from './image-error.ts';

export interface ImageRun {
  readonly service: string;
  readonly folder: string;
  /** Arguments of node. */
  readonly command: readonly string[];
  readonly port: number;
  readonly environment: Readonly<Record<string, string>>;
}

/** The image's user. Only root can become another one; everybody else is one without its rights already. */
const USER = process.getuid?.() === 0 ? { uid: 1000, gid: 1000 } : {};
const READY_MS = 2 * 60_000;
const POLL_MS = 50;
const SHOWN_CHARACTERS = 2000;

/** Runs a laid out image until it is ready, and tells after how many ms. @throws ImageError with the end of its log */
export async function measureStart({
  service,
  folder,
  command,
  port,
  environment,
}: ImageRun): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, command, {
    cwd: folder,
    env: { NODE_ENV: 'production', PORT: String(port), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...USER,
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      log = `${log}${chunk.toString()}`.slice(-SHOWN_CHARACTERS);
    });
  }
  try {
    while (!(await isReady(port))) {
      if (child.exitCode !== null) throw new ImageError(`${service} ended while starting:\n${log}`);
      if (performance.now() - startedAt > READY_MS) throw new ImageError(`${service} is not ready:\n${log}`);
      await sleep(POLL_MS);
    }
    return Math.round(performance.now() - startedAt);
  } finally {
    await end(child);
  }
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(POLL_MS * 20) })).ok;
  } catch {
    // Not listening yet, or busy: asked again.
    return false;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
