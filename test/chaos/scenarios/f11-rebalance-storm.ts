import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '@patchbay/tools/receiver';
import { Installation } from '../../support/scenarios/installation.ts';
import { Load } from '../../support/scenarios/load.ts';
import { finding } from '../../support/scenarios/scenario.ts';
import type { Scenario } from '../../support/scenarios/scenario.ts';

const RATE = 100;
const SETTLE_MS = 90_000;
const MAX_STANDSTILL_MS = 20_000;

/** A consumer joins and leaves the workers' group all the time. */
export const rebalanceStorm: Scenario = {
  id: 'F11',
  title: 'rebalance storm',
  run: async ({ stack, seconds, seed, say }) => {
    const installation = await Installation.start({ stack });
    const { ledger, services } = installation;
    const second = services.workers[1];
    try {
      const random = seededRandom(seed);
      const load = Load.start(installation, RATE);
      let rebalances = 0;
      let standstillMs = 0;
      let [progress, progressAt] = [0, Date.now()];
      const watch = setInterval(() => {
        if (ledger.delivered > progress) [progress, progressAt] = [ledger.delivered, Date.now()];
        standstillMs = Math.max(standstillMs, Date.now() - progressAt);
      }, 100);
      for (const end = Date.now() + seconds * 1000; Date.now() < end; rebalances += 2) {
        await second?.stop();
        await sleep(random() * 500);
        second?.start();
        await second?.waitUntilReady();
        await sleep(random() * 500);
      }
      const during = ledger.duplicates;
      await load.stop();
      const lost = await installation.settle(SETTLE_MS);
      clearInterval(watch);
      say(
        `${rebalances} joins and leaves, ${ledger.expected} deliveries, longest standstill ${standstillMs} ms`,
      );
      return [
        finding('0 lost', lost === 0, lost),
        finding('duplicates ≤ 1 % in the storm', during <= ledger.expected / 100, during),
        finding('none afterwards', ledger.duplicates === during, ledger.duplicates - during),
        finding('progress goes on', standstillMs <= MAX_STANDSTILL_MS, `${standstillMs} ms`),
      ];
    } finally {
      await installation.stop();
    }
  },
};
