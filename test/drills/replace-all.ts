import { setTimeout as sleep } from 'node:timers/promises';
import { Installation } from '../support/scenarios/installation.ts';
import { Load } from '../support/scenarios/load.ts';
import { finding } from '../support/scenarios/scenario.ts';
import type { Finding, ScenarioContext } from '../support/scenarios/scenario.ts';

export interface Replacement {
  readonly from: string;
  readonly to: string;
}

const RATE = 50;
const SETTLE_MS = 60_000;
/** Between two replacements, so that the one that came last does its share with builds of both kinds around. */
const PAUSE_MS = 1500;

/**
 * Replaces process after process while events flow, and changes settings in between. Endpoints fail now and then: deliveries that one
 * build put off are made by the other.
 */
export async function replaceAll(
  { from, to }: Replacement,
  { stack, seconds, seed, say }: ScenarioContext,
): Promise<readonly Finding[]> {
  const installation = await Installation.start({ stack, build: from });
  const { ledger, services } = installation;
  try {
    installation.endpointsDo('all', { delayMs: 20, failRate: 0.1, maxFailuresPerKey: 2, seed });
    const load = Load.start(installation, RATE);
    await sleep(PAUSE_MS);
    const exits: string[] = [];
    // Those that read come before those that write.
    for (const service of [...services.workers, services.dispatcher, services.configService]) {
      const report = await service.replace(to);
      exits.push(`${service.name} ${report?.code ?? report?.signal ?? 'was gone'}`);
      await touchSettings(installation);
      await sleep(Math.max(PAUSE_MS, (seconds * 1000) / 10));
    }
    await load.stop();
    const lost = await installation.settle(SETTLE_MS);
    const logged = await installation.waitForLogged(ledger.expected, SETTLE_MS);
    say(
      `${services.all.length} processes replaced, ${ledger.expected} deliveries, ${ledger.requests} requests`,
    );
    return [
      finding('0 lost', lost === 0, lost),
      finding('0 duplicates', ledger.duplicates === 0, ledger.duplicates),
      finding('none given up', ledger.dead === 0, ledger.dead),
      finding('each is in the log', logged === ledger.expected, `${logged} of ${ledger.expected}`),
      finding(
        'each process ended in order',
        exits.every((exit) => exit.endsWith(' 0')),
        exits.join(', '),
      ),
      finding('all are ready', (await installation.notReady()) === '', await installation.notReady()),
    ];
  } finally {
    await installation.stop();
  }
}

/** Writes the same again: a new revision, as the build that runs now publishes it. */
async function touchSettings(installation: Installation): Promise<void> {
  const [project = 0] = installation.projects;
  await installation.services.api.put(`project:${project}`, 'webhook:a', {
    url: installation.urlOf(project, 'a'),
  });
}
