import { setTimeout as sleep } from 'node:timers/promises';
import { Installation } from '../../support/scenarios/installation.ts';
import { Load } from '../../support/scenarios/load.ts';
import { finding } from '../../support/scenarios/scenario.ts';
import type { Scenario } from '../../support/scenarios/scenario.ts';

const RATE = 200;
const SETTLE_MS = 120_000;

/** Endpoints fail now and then, and one in ten so often that its breaker opens. */
export const flappingEndpoints: Scenario = {
  id: 'F6',
  title: 'endpoints flap',
  run: async ({ stack, seconds, seed, say }) => {
    const installation = await Installation.start({
      stack,
      workerEnvironment: { BREAKER_RESET: '2s', BREAKER_VOLUME: '10' },
    });
    const { ledger } = installation;
    try {
      installation.endpointsDo('all', { failRate: 0.3, failStatus: 500, seed, maxFailuresPerKey: 3 });
      installation.endpointsDo('bad', { failRate: 0.9, failStatus: 500, seed, maxFailuresPerKey: 3 });
      const load = Load.start(installation, RATE);
      await sleep(seconds * 1000);
      await load.stop();
      installation.endpointsDo('all', {});
      const lost = await installation.settle(SETTLE_MS);
      const { expected, duplicates, dead } = ledger;
      say(`${expected} deliveries, ${ledger.requests} requests, ${dead} dead, ${duplicates} came twice`);
      return [
        finding('0 lost', lost === 0, lost),
        finding('duplicates ≤ 0.1 %', duplicates <= expected / 1000, duplicates),
        finding('none given up', dead === 0, dead),
      ];
    } finally {
      await installation.stop();
    }
  },
};
