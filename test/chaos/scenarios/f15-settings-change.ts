import { setTimeout as sleep } from 'node:timers/promises';
import { Installation } from '../../support/scenarios/installation.ts';
import { Load } from '../../support/scenarios/load.ts';
import { finding } from '../../support/scenarios/scenario.ts';
import type { Scenario } from '../../support/scenarios/scenario.ts';

const RATE = 200;
const SETTLE_MS = 30_000;
const MAX_EFFECT_MS = 5000;

/** Address and token of one integration change every second while events go through it. */
export const settingsChange: Scenario = {
  id: 'F15',
  title: 'settings change under load',
  run: async ({ stack, seconds, say }) => {
    const installation = await Installation.start({ stack });
    const { services, receiver, ledger } = installation;
    const seen = new Map<number, number>();
    let mixedUp = 0;
    receiver.onEach((request) => {
      const version = Number(/^\/3001-a-v(\d+)$/.exec(request.path)?.[1] ?? Number.NaN);
      if (Number.isNaN(version)) return;
      if (request.headers['x-gitlab-token'] !== `token-of-version-${version}`) mixedUp += 1;
      if (!seen.has(version)) seen.set(version, Date.now());
    });
    try {
      const load = Load.start(installation, RATE);
      const changedAt: number[] = [];
      for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
        const version = changedAt.length;
        changedAt.push(Date.now());
        await services.api.put('project:3001', 'webhook:a', {
          url: `${installation.urlOf(3001, 'a')}-v${version}`,
          token: `token-of-version-${version}`,
        });
        await sleep(1000);
      }
      await sleep(MAX_EFFECT_MS);
      await load.stop();
      const lost = await installation.settle(SETTLE_MS);
      const delays = changedAt.flatMap((at, version) => {
        const first = seen.get(version);
        return first === undefined ? [] : [first - at];
      });
      const slowest = Math.max(0, ...delays);
      say(`${changedAt.length} changes, ${delays.length} seen at the receiver, slowest after ${slowest} ms`);
      return [
        finding('0 lost', lost === 0, lost),
        finding('no new secret at an old address, nor the other way round', mixedUp === 0, mixedUp),
        finding('takes effect within 5 s', slowest <= MAX_EFFECT_MS, `${slowest} ms`),
        finding(
          'the last one is in force',
          seen.has(changedAt.length - 1),
          [...seen.keys()].at(-1) ?? 'none',
        ),
        finding('0 duplicates', ledger.duplicates === 0, ledger.duplicates),
      ];
    } finally {
      await installation.stop();
    }
  },
};
