import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '@patchbay/tools/receiver';
import { Installation } from '../../support/scenarios/installation.ts';
import { Load } from '../../support/scenarios/load.ts';
import { finding } from '../../support/scenarios/scenario.ts';
import type { Scenario } from '../../support/scenarios/scenario.ts';

const RATE = 200;
const SETTLE_MS = 60_000;
/** Both workers' slots: what may be under way when one is killed. */
const MAX_UNDER_WAY_AT_A_KILL = 2000;

/** One of two workers is killed every few seconds, and comes back. */
export const workerKilled: Scenario = {
  id: 'F1',
  title: 'worker SIGKILL',
  run: async ({ stack, seconds, seed, say }) => {
    const installation = await Installation.start({
      stack,
      workerEnvironment: { MAX_IN_FLIGHT_RECORDS: '200' },
    });
    try {
      installation.endpointsDo('all', { delayMs: 20, jitterMs: 30, seed });
      const random = seededRandom(seed);
      const load = Load.start(installation, RATE);
      let kills = 0;
      for (const end = Date.now() + seconds * 1000; Date.now() < end; kills += 1) {
        await sleep(5000 + random() * 5000);
        const { workers } = installation.services;
        const victim = workers[Math.floor(random() * workers.length)];
        await victim?.kill();
        await sleep(1000);
        victim?.start();
        await victim?.waitUntilReady();
      }
      await load.stop();
      const lost = await installation.settle(SETTLE_MS);
      const { expected, duplicates } = installation.ledger;
      say(`${kills} kills, ${expected} deliveries, ${duplicates} came twice`);
      return [
        finding('0 lost', lost === 0, lost),
        finding(
          'duplicates ≤ in flight at the kills',
          duplicates <= kills * MAX_UNDER_WAY_AT_A_KILL,
          duplicates,
        ),
      ];
    } finally {
      await installation.stop();
    }
  },
};
