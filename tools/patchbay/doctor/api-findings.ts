import type { Ask } from '../api/ask.ts';
import { DRIFT, PUBLICATION, differences } from '../commands/settings.ts';
import type { DriftAnswer, PublicationAnswer } from '../commands/settings.ts';
import { bad, examine, good } from './finding.ts';
import type { Finding } from './finding.ts';

interface KeysAnswer {
  readonly keys: readonly { readonly id: string; readonly settings: number; readonly known: boolean }[];
}
interface OverviewAnswer {
  readonly dead_letters: number;
}
interface HealthAnswer {
  readonly slug: string;
  readonly scope: string;
  readonly state: string;
}

const REFUSED =
  'see that PATCHBAY_TOKEN is the token of an administrator of the instance, and that config-service is ready';

/** What config-service knows: outbox, drift, keys, dead letters, health. */
export async function apiFindings(ask: Ask): Promise<readonly Finding[]> {
  const checks: Readonly<Record<string, () => Promise<readonly Finding[]>>> = {
    outbox: async () => outbox((await ask('GET', PUBLICATION)) as PublicationAnswer),
    'settings drift': async () => drift((await ask('GET', DRIFT)) as DriftAnswer),
    'sealing keys': async () => keys((await ask('GET', '/api/v4/admin/keys')) as KeysAnswer),
    'dead letters': async () => dead((await ask('GET', '/api/v4/admin/overview')) as OverviewAnswer),
    health: async () => health((await ask('GET', '/api/v4/admin/health')) as readonly HealthAnswer[]),
  };
  const found: Finding[] = [];
  // One after the other: the comparison reads a whole topic, and the person reads top down.
  for (const [check, look] of Object.entries(checks)) found.push(...(await examine(check, REFUSED, look)));
  return found;
}

function outbox({ unpublished, total }: PublicationAnswer): readonly Finding[] {
  if (unpublished === 0) return [good('outbox', `all ${String(total)} settings are published`)];
  const detail = `${String(unpublished)} of ${String(total)} settings wait for Kafka`;
  return [
    bad(
      'outbox',
      detail,
      'they go out by themselves once Kafka takes them; if they don’t, look at config-service’s log',
    ),
  ];
}

function drift(answer: DriftAnswer): readonly Finding[] {
  const count = differences(answer);
  if (count === 0) return [good('settings drift', `${String(answer.in_topic)} in the topic, as in MongoDB`)];
  return [
    bad(
      'settings drift',
      `${String(count)} differ between topic and MongoDB`,
      '`patchbay settings republish`',
    ),
  ];
}

function keys(answer: KeysAnswer): readonly Finding[] {
  const lost = answer.keys.filter(({ known }) => !known);
  if (lost.length === 0) return [good('sealing keys', `${String(answer.keys.length)} known`)];
  return lost.map(({ id, settings }) =>
    bad(
      'sealing keys',
      `key ${id} is missing, and ${String(settings)} settings need it`,
      'put it back into SEALING_KEYS',
    ),
  );
}

function dead({ dead_letters: count }: OverviewAnswer): readonly Finding[] {
  if (count === 0) return [good('dead letters', 'none')];
  const remedy = '`patchbay dead list` says why; then `patchbay dead replay` or `patchbay dead purge`';
  return [bad('dead letters', `${String(count)} deliveries were given up`, remedy)];
}

function health(found: readonly HealthAnswer[]): readonly Finding[] {
  const ill = found.filter(({ state }) => state !== 'healthy');
  if (ill.length === 0) return [good('health', 'no integration is paused or off')];
  return ill.map(({ slug, scope, state }) =>
    bad(`health of ${slug}`, `${state} at ${scope}`, 'mend its endpoint, then `patchbay health reset`'),
  );
}
