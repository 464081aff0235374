import { connect, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { StackError } from './stack-error.ts';

export const loopback = '127.0.0.1';

// Below the range that kernels hand to outgoing connections: a port found free here is still free when a slow server binds it.
const lowest = 20_000;
const highest = 32_000;
const attempts = 50;
const probeTimeoutMs = 1_000;
const releaseMs = 5_000;
const pollMs = 50;

export type PortProbe = (port: number) => Promise<boolean>;

/**
 * The first free port: `preferred` if given, else random ones. `taken` holds what this start has given out already,
 * since those are not bound yet; the chosen port is added.
 */
export async function pickPort(
  preferred: number | undefined,
  taken: Set<number>,
  isFree: PortProbe = isPortFree,
): Promise<number> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const port = attempt === 0 && preferred !== undefined ? preferred : randomPort();
    if (taken.has(port) || !(await isFree(port))) continue;
    taken.add(port);
    return port;
  }
  throw new StackError(
    `no free TCP port found on ${loopback} after ${attempts} tries between ${lowest} and ${highest}`,
  );
}

/** A server that was killed can hold its port for a moment longer than it seems to live; another program holds it for good. */
export async function awaitRelease(port: number): Promise<void> {
  const deadline = Date.now() + releaseMs;
  while (!(await isPortFree(port))) {
    if (Date.now() > deadline)
      throw new StackError(`port ${port} on ${loopback} is in use by another program`);
    await delay(pollMs);
  }
}

/** Both looks are needed: where SO_REUSEADDR is lenient a port bound on all addresses can be bound again on loopback. */
async function isPortFree(port: number): Promise<boolean> {
  return (await canBind(port)) && !(await answers(loopback, port));
}

/** Whether something accepts TCP connections there. */
export function answers(host: string, port: number, timeoutMs: number = probeTimeoutMs): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const settle = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(timeoutMs, () => {
      settle(false);
    });
    socket.once('connect', () => {
      settle(true);
    });
    socket.once('error', () => {
      settle(false);
    });
  });
}

function canBind(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen({ host: loopback, port, exclusive: true }, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}

function randomPort(): number {
  return lowest + Math.floor(Math.random() * (highest - lowest));
}
