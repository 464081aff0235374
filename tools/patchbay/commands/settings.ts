import type { Command } from 'commander';
import { openApi, withApi } from '../api/api-options.ts';
import type { ApiOptions } from '../api/api-options.ts';
import { show } from '../output/show.ts';
import type { World } from '../world.ts';

/** Of each kind a comparison finds: how many, and the first of them. */
interface Listed {
  readonly count: number;
  readonly ids: readonly string[];
}

export interface DriftAnswer {
  readonly in_mongodb: number;
  readonly in_topic: number;
  readonly missing: Listed;
  readonly stale: Listed;
  readonly unexpected: Listed;
}

export interface PublicationAnswer {
  readonly unpublished: number;
  readonly total: number;
}

const SETTINGS = '/api/v4/admin/settings';
export const DRIFT = `${SETTINGS}/drift`;
export const PUBLICATION = `${SETTINGS}/publication`;

export function addSettings(program: Command, world: World): void {
  const settings = program
    .command('settings')
    .description('the settings on Kafka, which follow those in MongoDB');
  withApi(
    settings
      .command('republish')
      .description('publishes all again, and deletes from the topic what is too much'),
  ).action((options: ApiOptions) => republish(world, options));
  withApi(
    settings.command('drift').description('compares the topic with MongoDB; ends with 1 when they differ'),
  ).action((options: ApiOptions) => compare(world, options));
}

/** Ends when everything is published. */
async function republish(world: World, options: ApiOptions): Promise<void> {
  const ask = await openApi(world, options);
  const progress = world.progress();
  let answer = (await ask('POST', `${SETTINGS}/republish`)) as PublicationAnswer;
  while (answer.unpublished > 0) {
    const done = answer.total - answer.unpublished;
    progress.show(done, answer.total, `${String(done)} of ${String(answer.total)} published`);
    await world.pause();
    answer = (await ask('GET', PUBLICATION)) as PublicationAnswer;
  }
  progress.end();
  show(world, options.json, answer, () => [`all ${String(answer.total)} published`]);
}

async function compare(world: World, options: ApiOptions): Promise<void> {
  const ask = await openApi(world, options);
  const drift = (await ask('GET', DRIFT)) as DriftAnswer;
  show(world, options.json, drift, () => driftLines(drift));
  if (differences(drift) > 0) world.fail();
}

export function differences({ missing, stale, unexpected }: DriftAnswer): number {
  return missing.count + stale.count + unexpected.count;
}

function driftLines(drift: DriftAnswer): readonly string[] {
  return [
    `${String(drift.in_mongodb)} settings in MongoDB, ${String(drift.in_topic)} in the topic`,
    ...listed('are missing in the topic', drift.missing),
    ...listed('are older in the topic', drift.stale),
    ...listed('are in the topic and not in MongoDB', drift.unexpected),
    differences(drift) > 0 ? 'put it right with `patchbay settings republish`' : 'they agree',
  ];
}

function listed(what: string, { count, ids }: Listed): readonly string[] {
  if (count === 0) return [];
  const more = count > ids.length ? [`  and ${String(count - ids.length)} more`] : [];
  return [`${String(count)} ${what}:`, ...ids.map((id) => `  ${id}`), ...more];
}
