import { setTimeout as sleep } from 'node:timers/promises';
import { Installation } from '../../support/scenarios/installation.ts';
import { Load } from '../../support/scenarios/load.ts';
import { finding } from '../../support/scenarios/scenario.ts';
import type { Scenario } from '../../support/scenarios/scenario.ts';

const RATE = 200;
const SETTLE_MS = 120_000;
/** Below this, ten per cent are less than a timer's step. */
const FLOOR_MS = 25;

/** One endpoint in ten hangs for ten seconds; the others must not notice. */
export const slowEndpoint: Scenario = {
  id: 'F5',
  title: 'one endpoint in ten hangs',
  run: async ({ stack, seconds, say }) => {
    const installation = await Installation.start({ stack, workerEnvironment: { HTTP_TIMEOUT: '3s' } });
    const { ledger } = installation;
    try {
      const load = Load.start(installation, RATE);
      await sleep(3000);
      ledger.restartTimes();
      await sleep((seconds * 1000) / 2);
      const undisturbed = ledger.waitMs(0.99);
      installation.endpointsDo('bad', { delayMs: 10_000 });
      await sleep(2000);
      ledger.restartTimes();
      await sleep(seconds * 1000);
      const disturbed = ledger.waitMs(0.99);
      installation.endpointsDo('bad', {});
      await load.stop();
      const lost = await installation.settle(SETTLE_MS);
      const bound = Math.max(undisturbed * 1.1, undisturbed + FLOOR_MS);
      say(`${ledger.expected} deliveries; p99 of the healthy ones ${undisturbed} → ${disturbed} ms`);
      return [
        finding('0 lost', lost === 0, lost),
        finding(
          'p99 of healthy endpoints as undisturbed',
          disturbed <= bound,
          `${undisturbed} → ${disturbed} ms`,
        ),
      ];
    } finally {
      await installation.stop();
    }
  },
};
