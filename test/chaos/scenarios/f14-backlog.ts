import { Installation } from '../../support/scenarios/installation.ts';
import { Load } from '../../support/scenarios/load.ts';
import { finding } from '../../support/scenarios/scenario.ts';
import type { Scenario } from '../../support/scenarios/scenario.ts';

const SETTLE_MS = 600_000;
const BATCH = 1000;
const MAX_RESIDENT_MIB = 400;
const INTAKE = 100;
const EVENTS = { short: 4000, reference: 40_000, long: 200_000 };

/** The workers were away while events came in; now they catch up, and one endpoint in ten is dead. */
export const backlog: Scenario = {
  id: 'F14',
  title: 'a backlog',
  run: async ({ stack, form, say }) => {
    const installation = await Installation.start({ stack, workerEnvironment: { HTTP_TIMEOUT: '2s' } });
    const { services, ledger } = installation;
    try {
      installation.endpointsDo('bad', { answers: ['hang'] });
      for (const worker of services.workers) await worker.stop();
      for (let left = EVENTS[form]; left > 0; left -= BATCH) await installation.publish(BATCH);
      for (const worker of services.workers) worker.start();
      await services.waitUntilReady();
      const [before, begin] = [ledger.delivered, Date.now()];
      const load = Load.start(installation, INTAKE);
      let peak = 0;
      const target = (ledger.expected * 9) / 10;
      while (ledger.delivered < target && Date.now() - begin < SETTLE_MS) {
        await new Promise((resolve) => setTimeout(resolve, 500));
        for (const worker of services.workers) peak = Math.max(peak, await installation.residentMib(worker));
      }
      const rate = Math.round((1000 * (ledger.delivered - before)) / (Date.now() - begin));
      installation.endpointsDo('all', {});
      await load.stop();
      const lost = await installation.settle(SETTLE_MS);
      say(`${ledger.expected} deliveries; ${rate}/s while catching up; workers up to ${peak} MiB`);
      return [
        finding('0 lost', lost === 0, lost),
        finding('catches up at 5 times the intake', rate >= 5 * INTAKE * 5, `${rate}/s`),
        finding(`workers stay below ${MAX_RESIDENT_MIB} MiB`, peak <= MAX_RESIDENT_MIB, `${peak} MiB`),
        finding('duplicates ≤ 0.1 %', ledger.duplicates <= ledger.expected / 1000, ledger.duplicates),
      ];
    } finally {
      await installation.stop();
    }
  },
};
