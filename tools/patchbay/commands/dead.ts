import { Option } from 'commander';
import type { Command } from 'commander';
import { openApi, withApi } from '../api/api-options.ts';
import type { ApiOptions } from '../api/api-options.ts';
import { followJob, isDelivered, jobLine } from '../api/follow-job.ts';
import type { JobAnswer } from '../api/follow-job.ts';
import { firstOf } from '../api/pages.ts';
import { integrationPath, scopeOf, withScope } from '../api/scope.ts';
import type { ScopeOptions } from '../api/scope.ts';
import { wholeNumber } from '../api/whole-number.ts';
import { UsageError } from '../cli-error.ts';
import { memberLines, show } from '../output/show.ts';
import { table } from '../output/table.ts';
import type { World } from '../world.ts';

interface LetterAnswer {
  readonly partition: number;
  readonly offset: number;
  readonly at: string;
  readonly reason: string;
  readonly detail: string | null;
  readonly event_id: string | null;
  readonly integration_id: string | null;
  readonly trigger: string | null;
}

interface KindOptions extends ApiOptions {
  readonly kind: string;
}
interface ListOptions extends KindOptions, ScopeOptions {
  readonly integration?: string;
  readonly reason?: string;
  readonly since?: string;
  readonly until?: string;
  readonly limit: number;
}
interface ReplayOptions extends ApiOptions, ScopeOptions {
  readonly integration: string;
  readonly since: string;
  readonly until?: string;
  readonly reason?: string;
}
interface PurgeOptions extends KindOptions {
  readonly until: string;
}

const LETTERS = '/api/v4/admin/dead-letters';
const DEFAULT_LIMIT = 20;
const REASON = 'an error code, or http_<status>';
const TIME = 'such as 2026-03-01T12:00:00Z';

export function addDead(program: Command, world: World): void {
  const dead = program.command('dead').description('what was given up');
  const withKind = (command: Command): Command =>
    command.addOption(
      new Option('--kind <kind>', 'deliveries, or events that could not be used')
        .choices(['deliveries', 'events'])
        .default('deliveries'),
    );
  withApi(withScope(withKind(dead.command('list').description('newest first'))))
    .option('--integration <slug>', 'only of this one, such as slack or webhook:audit')
    .option('--reason <reason>', REASON)
    .option('--since <time>', TIME)
    .option('--until <time>', TIME)
    .option('--limit <number>', 'how many', wholeNumber, DEFAULT_LIMIT)
    .action((options: ListOptions) => list(world, options));
  withApi(withKind(dead.command('show').description('one letter with what is in it')))
    .argument('<place>', 'PARTITION/OFFSET, as the list has it')
    .action((place: string, options: KindOptions) => showLetter(world, place, options));
  withApi(
    withScope(
      dead
        .command('replay')
        .description('sends the letters of an integration again, and follows how that goes'),
    ),
  )
    .requiredOption('--integration <slug>', 'such as slack or webhook:audit')
    .requiredOption('--since <time>', TIME)
    .option('--until <time>', TIME)
    .option('--reason <reason>', REASON)
    .action((options: ReplayOptions) => replay(world, options));
  withApi(withKind(dead.command('purge').description('deletes those that are older')))
    .requiredOption('--until <time>', TIME)
    .action((options: PurgeOptions) => purge(world, options));
}

async function list(world: World, options: ListOptions): Promise<void> {
  const ask = await openApi(world, options);
  const { integration, kind, reason, since, until, limit } = options;
  const ofAll = { path: LETTERS, query: { reason, since, until, kind } };
  const ofOne = {
    path: `${integrationPath(options, integration)}/dead-letters`,
    query: { reason, since, until },
  };
  const place = integration === undefined ? ofAll : ofOne;
  const letters = await firstOf<LetterAnswer>(ask, { ...place, list: 'dead_letters', limit });
  show(world, options.json, letters, () =>
    table(
      ['at', 'place', 'reason', 'trigger', 'integration', 'event', 'detail'],
      letters.map((letter) => [
        ...[letter.at, `${String(letter.partition)}/${String(letter.offset)}`, letter.reason, letter.trigger],
        ...[letter.integration_id, letter.event_id, letter.integration_id === null ? letter.detail : null],
      ]),
    ),
  );
}

async function showLetter(world: World, place: string, options: KindOptions): Promise<void> {
  if (!/^\d+\/\d+$/.test(place)) throw new UsageError('show needs PARTITION/OFFSET, as the list has it');
  const ask = await openApi(world, options);
  const letter = (await ask('GET', `${LETTERS}/${place}?kind=${options.kind}`)) as object;
  show(world, options.json, letter, () => memberLines(letter));
}

async function replay(world: World, options: ReplayOptions): Promise<void> {
  const ask = await openApi(world, options);
  const { integration, since, until, reason } = options;
  const begun = (await ask('POST', `${LETTERS}/replay`, {
    ...{ scope: scopeOf(options), integration, since },
    ...(reason !== undefined && { reason }),
    ...(until !== undefined && { until }),
  })) as JobAnswer;
  const path = `${integrationPath(options, integration)}/jobs/${begun.id}`;
  const job = await followJob(world, ask, { path, begun });
  show(world, options.json, job, () => [jobLine(job)]);
  if (!isDelivered(job)) world.fail();
}

async function purge(world: World, options: PurgeOptions): Promise<void> {
  const ask = await openApi(world, options);
  const { kind, until } = options;
  const answer = (await ask('POST', `${LETTERS}/purge`, { kind, before: until })) as { purged: number };
  show(world, options.json, answer, () => [`${String(answer.purged)} are gone`]);
}
