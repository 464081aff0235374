import { setTimeout as sleep } from 'node:timers/promises';
import { Installation } from '../../support/scenarios/installation.ts';
import { Load } from '../../support/scenarios/load.ts';
import { finding } from '../../support/scenarios/scenario.ts';
import type { Scenario } from '../../support/scenarios/scenario.ts';

const RATE = 200;
const SETTLE_MS = 90_000;

/** The only broker goes down and comes back, again and again; once it is killed instead of stopped. */
export const brokerRestarted: Scenario = {
  id: 'F3',
  title: 'Kafka restarted',
  run: async ({ stack, seconds, say }) => {
    const installation = await Installation.start({ stack });
    try {
      const load = Load.start(installation, RATE);
      let restarts = 0;
      for (const end = Date.now() + seconds * 1000; Date.now() < end; restarts += 1) {
        await sleep(8000);
        await (restarts === 1 ? stack.kafka.kill() : stack.kafka.stop());
        await sleep(2000);
        await stack.kafka.start();
      }
      await load.stop();
      const lost = await installation.settle(SETTLE_MS);
      const { expected, duplicates } = installation.ledger;
      say(`${restarts} restarts, ${expected} deliveries, ${duplicates} came twice`);
      return [
        finding('0 lost', lost === 0, lost),
        finding('duplicates ≤ 1 %', duplicates <= expected / 100, duplicates),
      ];
    } finally {
      await installation.stop();
    }
  },
};
