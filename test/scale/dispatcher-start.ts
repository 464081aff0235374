import { setTimeout as sleep } from 'node:timers/promises';
import type { Services } from '@patchbay/tools/services';
import { BenchError } from '../bench/bench-error.ts';
import { watchCpu } from '../bench/measure-cpu.ts';
import { memoryOf } from './process-memory.ts';
import type { ProcessMemory } from './process-memory.ts';
import { pidOf } from './scale-rig.ts';

export interface DispatcherStart extends ProcessMemory {
  /** From the start of the process until it takes events. */
  readonly readySeconds: number;
  /** Processor time of all its threads until then. */
  readonly cpuSeconds: number;
}

const POLL_MS = 50;
const TIMEOUT_MS = 600_000;

/**
 * Starts a dispatcher and waits until it has read all settings.
 * @throws BenchError when it is ready, but holds another number of integrations
 */
export async function startDispatcher(
  services: Services,
  { integrations, signal }: { readonly integrations: number; readonly signal: AbortSignal },
): Promise<DispatcherStart> {
  const startedAt = performance.now();
  await services.launch();
  const { dispatcher } = services;
  const spent = watchCpu({ dispatcher: pidOf(dispatcher) });
  for (;;) {
    const { status, body } = await dispatcher.readiness();
    const elapsedMs = performance.now() - startedAt;
    if (status === 200) {
      const cpuSeconds = spent()['dispatcher'] ?? 0;
      const memory = memoryOf(pidOf(dispatcher));
      await assertHolds(dispatcher.url, integrations);
      return { readySeconds: elapsedMs / 1000, cpuSeconds, ...memory };
    }
    if (elapsedMs > TIMEOUT_MS) {
      throw new BenchError(`the dispatcher is not ready after ${TIMEOUT_MS / 1000} s: ${body}`);
    }
    pidOf(dispatcher);
    await sleep(POLL_MS, undefined, { signal });
  }
}

async function assertHolds(url: string, integrations: number): Promise<void> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const held = /^patchbay_view_integrations(?:\{[^}]*\})? (\d+)$/m.exec(metrics)?.[1];
  if (Number(held) === integrations) return;
  throw new BenchError(
    `the dispatcher is ready with ${held ?? 'no'} integrations instead of ${integrations}`,
  );
}
