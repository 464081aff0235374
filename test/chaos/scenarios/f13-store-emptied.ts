import { setTimeout as sleep } from 'node:timers/promises';
import { Installation } from '../../support/scenarios/installation.ts';
import { Load } from '../../support/scenarios/load.ts';
import { finding } from '../../support/scenarios/scenario.ts';
import type { Scenario } from '../../support/scenarios/scenario.ts';

const RATE = 100;
const SETTLE_MS = 60_000;
/** `_id`, two to read by, one to expire by. */
const INDEXES = 4;
/** The workers look after them at intervals. */
const INDEX_WAIT_MS = 20_000;

/** The request log is dropped, and the topic of outcomes is deleted, while everything runs. */
export const storeEmptied: Scenario = {
  id: 'F13',
  title: 'stores come back empty',
  run: async ({ stack, seconds, say }) => {
    const installation = await Installation.start({ stack, environment: { REQUEST_LOG_TTL: '1d' } });
    const { ledger } = installation;
    try {
      const load = Load.start(installation, RATE);
      await sleep(3000);
      await installation.dropRequestLog();
      await sleep((seconds * 1000) / 2);
      await installation.recreateResults();
      await sleep((seconds * 1000) / 2);
      await load.stop();
      const lost = await installation.settle(SETTLE_MS);
      await sleep(INDEX_WAIT_MS);
      const indexes = await installation.requestLogIndexes();
      const problems = await installation.notReady();
      say(`${ledger.expected} deliveries; indexes of the log: ${indexes.join(', ')}`);
      return [
        finding('0 lost', lost === 0, lost),
        finding('all are ready again', problems === '', problems),
        finding('the log has its indexes again', indexes.length >= INDEXES, indexes.join(', ')),
      ];
    } finally {
      await installation.stop();
    }
  },
};
