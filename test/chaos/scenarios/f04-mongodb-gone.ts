import { setTimeout as sleep } from 'node:timers/promises';
import { Installation } from '../../support/scenarios/installation.ts';
import { Load } from '../../support/scenarios/load.ts';
import { finding } from '../../support/scenarios/scenario.ts';
import type { Scenario } from '../../support/scenarios/scenario.ts';

const RATE = 200;
const SETTLE_MS = 60_000;
const MAX_GROWTH_MIB = 150;
const LOG_WAIT_MS = 60_000;

/** MongoDB is away for a while: deliveries go on, and their log is complete afterwards. */
export const mongodbGone: Scenario = {
  id: 'F4',
  title: 'MongoDB gone',
  run: async ({ stack, seconds, say }) => {
    const installation = await Installation.start({ stack });
    try {
      const { worker } = installation.services;
      const load = Load.start(installation, RATE);
      await sleep(3000);
      const before = await installation.residentMib(worker);
      await stack.mongo.stop();
      await sleep(seconds * 1000);
      const whileAway = await installation.residentMib(worker);
      const deliveredWhileAway = installation.ledger.delivered;
      await stack.mongo.start();
      await sleep(3000);
      await load.stop();
      const lost = await installation.settle(SETTLE_MS);
      const { expected, duplicates, delivered } = installation.ledger;
      const logged = await installation.waitForLogged(delivered, LOG_WAIT_MS);
      say(`${expected} deliveries, ${deliveredWhileAway} while MongoDB was away, ${logged} in the log`);
      return [
        finding('0 lost', lost === 0, lost),
        finding('0 duplicates: no call is repeated for its log', duplicates === 0, duplicates),
        finding('deliveries go on', deliveredWhileAway > (RATE * 5 * seconds) / 2, deliveredWhileAway),
        finding('every delivery is in the log afterwards', logged === delivered, `${logged} of ${delivered}`),
        finding('memory is bounded', whileAway - before < MAX_GROWTH_MIB, `${before} → ${whileAway} MiB`),
      ];
    } finally {
      await installation.stop();
    }
  },
};
