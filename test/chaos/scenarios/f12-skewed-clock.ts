import { setTimeout as sleep } from 'node:timers/promises';
import { Installation } from '../../support/scenarios/installation.ts';
import { Load } from '../../support/scenarios/load.ts';
import { finding } from '../../support/scenarios/scenario.ts';
import type { Scenario } from '../../support/scenarios/scenario.ts';

const RATE = 100;
const SETTLE_MS = 60_000;
const SKEW_MS = 300_000;
const SHIM = new URL('../skewed-clock.mjs', import.meta.url).href;

/** One worker's clock is five minutes ahead, the other's jumps back by as much while it runs. */
export const skewedClock: Scenario = {
  id: 'F12',
  title: 'clocks are wrong',
  run: async ({ stack, seconds, say }) => {
    const installation = await Installation.start({ stack });
    const { services, ledger } = installation;
    const [ahead, jumping] = services.workers;
    try {
      const shim = { NODE_OPTIONS: `--import=${SHIM}` };
      await ahead?.restart({ ...shim, CHAOS_SKEW_MS: String(SKEW_MS) });
      await jumping?.restart({ ...shim, CHAOS_JUMP_MS: String(-SKEW_MS), CHAOS_JUMP_AFTER_MS: '5000' });
      installation.endpointsDo('bad', { answers: [503, 200] });
      const load = Load.start(installation, RATE);
      await sleep(seconds * 1000);
      await load.stop();
      const lost = await installation.settle(SETTLE_MS);
      say(`${ledger.expected} deliveries, ${ledger.dead} dead, ${ledger.duplicates} came twice`);
      return [
        finding('0 lost', lost === 0, lost),
        finding('none given up', ledger.dead === 0, ledger.dead),
        finding('0 duplicates', ledger.duplicates === 0, ledger.duplicates),
      ];
    } finally {
      await installation.stop();
    }
  },
};
