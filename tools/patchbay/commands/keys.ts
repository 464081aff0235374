import type { Command } from 'commander';
import { openApi, withApi } from '../api/api-options.ts';
import type { ApiOptions } from '../api/api-options.ts';
import { show } from '../output/show.ts';
import { table } from '../output/table.ts';
import type { World } from '../world.ts';

interface KeysAnswer {
  readonly primary_key: string;
  readonly unpublished: number;
  readonly keys: readonly {
    readonly id: string;
    readonly settings: number;
    readonly primary: boolean;
    readonly known: boolean;
    readonly unused: boolean;
  }[];
  readonly rotation: {
    readonly running: boolean;
    readonly done: number;
    readonly total: number;
    readonly failed: number;
    readonly failures: readonly {
      readonly integration_id: string;
      readonly key: string;
      readonly code: string;
    }[];
  } | null;
}

const KEYS = '/api/v4/admin/keys';

export function addKeys(program: Command, world: World): void {
  const keys = program.command('keys').description('the keys that seal settings');
  withApi(keys.command('show').description('keys of the ring and how many settings need each')).action(
    (options: ApiOptions) => showKeys(world, options),
  );
  withApi(
    keys.command('rotate').description('seals all settings with the first key of the ring again'),
  ).action((options: ApiOptions) => rotate(world, options));
}

async function showKeys(world: World, options: ApiOptions): Promise<void> {
  const ask = await openApi(world, options);
  const answer = (await ask('GET', KEYS)) as KeysAnswer;
  show(world, options.json, answer, () => {
    const rows = answer.keys.map((key) => [key.id, key.settings, key.primary, key.known, key.unused]);
    return table(['key', 'settings', 'first', 'known', 'unused'], rows);
  });
  if (answer.keys.some(({ known }) => !known)) world.fail();
}

/** Says how far it is, and in the end which keys nobody needs. */
async function rotate(world: World, options: ApiOptions): Promise<void> {
  const ask = await openApi(world, options);
  const progress = world.progress();
  let answer = (await ask('POST', `${KEYS}/rotate`)) as KeysAnswer;
  world.note(`everything is being sealed with key ${answer.primary_key}`);
  while (isGoingOn(answer)) {
    progress.show(answer.rotation?.done ?? 0, answer.rotation?.total ?? 0, progressOf(answer));
    await world.pause();
    answer = (await ask('GET', KEYS)) as KeysAnswer;
  }
  progress.end();
  show(world, options.json, answer, () => [progressOf(answer), ...keyLines(answer)]);
  if (isLeft(answer)) world.fail();
}

function keyLines(answer: KeysAnswer): readonly string[] {
  const failures = answer.rotation?.failures ?? [];
  return [
    ...failures.map(
      ({ integration_id: id, key, code }) =>
        `integration ${id} could not be sealed again: ${code}, key ${key}`,
    ),
    ...answer.keys.filter(({ primary }) => !primary).map(keyLine),
    ...(isLeft(answer)
      ? ['rotate again once those keys are in SEALING_KEYS and every replica has the new first one']
      : []),
  ];
}

function keyLine({ id, known, unused, settings }: KeysAnswer['keys'][number]): string {
  if (unused) return `key ${id} is unused: it can be taken out of SEALING_KEYS`;
  if (known) return `key ${id} is still needed by ${String(settings)} settings`;
  return `key ${id} is missing in SEALING_KEYS; ${String(settings)} settings can’t be opened without it`;
}

function isLeft({ keys }: KeysAnswer): boolean {
  return keys.some(({ primary, settings }) => !primary && settings > 0);
}

/** Sealed again is not enough: as long as Kafka has the old revisions, the workers need the old key. */
function isGoingOn({ rotation, unpublished }: KeysAnswer): boolean {
  return rotation?.running === true || unpublished > 0;
}

function progressOf({ rotation, unpublished }: KeysAnswer): string {
  const { done = 0, total = 0, failed = 0 } = rotation ?? {};
  const failures = failed === 0 ? '' : `, ${String(failed)} can’t be opened`;
  return `${String(done)} of ${String(total)} sealed again${failures}, ${String(unpublished)} to be published`;
}
