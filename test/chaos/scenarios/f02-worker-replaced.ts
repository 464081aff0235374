import { setTimeout as sleep } from 'node:timers/promises';
import { Installation } from '../../support/scenarios/installation.ts';
import { Load } from '../../support/scenarios/load.ts';
import { finding } from '../../support/scenarios/scenario.ts';
import type { Scenario } from '../../support/scenarios/scenario.ts';

const RATE = 200;
const SETTLE_MS = 30_000;
/** HTTP timeout of the workers, and five seconds. */
const MAX_DRAIN_MS = 15_000;

/** The workers are replaced one after the other, as in a rolling update. */
export const workerReplaced: Scenario = {
  id: 'F2',
  title: 'worker SIGTERM, rolling',
  run: async ({ stack, seconds, seed, say }) => {
    const installation = await Installation.start({ stack });
    try {
      installation.endpointsDo('all', { delayMs: 50, jitterMs: 100, seed });
      const load = Load.start(installation, RATE);
      const drains: number[] = [];
      for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
        for (const worker of installation.services.workers) {
          await sleep(3000);
          const begin = performance.now();
          const report = await worker.stop();
          drains.push(report?.code === 0 ? performance.now() - begin : Number.POSITIVE_INFINITY);
          worker.start();
          await worker.waitUntilReady();
        }
      }
      await load.stop();
      const lost = await installation.settle(SETTLE_MS);
      const { expected, duplicates } = installation.ledger;
      const slowest = Math.round(Math.max(...drains));
      say(`${drains.length} replacements, ${expected} deliveries, slowest drain ${slowest} ms`);
      return [
        finding('0 lost', lost === 0, lost),
        finding('0 duplicates', duplicates === 0, duplicates),
        finding('drained within the HTTP timeout + 5 s', slowest <= MAX_DRAIN_MS, `${slowest} ms`),
      ];
    } finally {
      await installation.stop();
    }
  },
};
