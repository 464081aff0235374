import { Option } from 'commander';
import type { Command } from 'commander';
import { openApi, withApi } from '../api/api-options.ts';
import type { ApiOptions } from '../api/api-options.ts';
import { followJob, isDelivered, jobLine } from '../api/follow-job.ts';
import type { JobAnswer } from '../api/follow-job.ts';
import { firstOf } from '../api/pages.ts';
import { integrationPath, withScope } from '../api/scope.ts';
import type { ScopeOptions } from '../api/scope.ts';
import { wholeNumber } from '../api/whole-number.ts';
import { memberLines, show } from '../output/show.ts';
import { table } from '../output/table.ts';
import type { World } from '../world.ts';

interface AttemptAnswer {
  readonly id: string;
  readonly delivery_id: string;
  readonly integration_name: string;
  readonly project_key: string;
  readonly trigger: string;
  readonly attempt: number;
  readonly outcome: string;
  readonly reason: string | null;
  readonly at: string;
  readonly duration_ms: number;
  readonly response: { readonly status: number } | null;
}

interface DeliveryAnswer {
  readonly attempts: readonly AttemptAnswer[];
}

interface ListOptions extends ApiOptions, ScopeOptions {
  readonly integration?: string;
  readonly outcome?: string;
  readonly status?: string;
  readonly trigger?: string;
  readonly event?: string;
  readonly since?: string;
  readonly until?: string;
  readonly limit: number;
}
interface ResendOptions extends ApiOptions, ScopeOptions {
  readonly integration: string;
  readonly force?: boolean;
}
interface ReplayOptions extends ApiOptions, ScopeOptions {
  readonly integration: string;
  readonly since: string;
  readonly until?: string;
  readonly outcome?: string;
}

const DELIVERIES = '/api/v4/admin/deliveries';
const DEFAULT_LIMIT = 20;
const TIME = 'such as 2026-03-01T12:00:00Z';
const SLUG = 'such as slack or webhook:audit';

export function addDeliveries(program: Command, world: World): void {
  const deliveries = program.command('deliveries').description('requests that were made, and what came back');
  withApi(withScope(deliveries.command('list').description('attempts, newest first')))
    .option('--integration <slug>', `only of this one, ${SLUG}; all of the instance when absent`)
    .option('--outcome <outcome>', 'delivered, retrying, parked, dead or ignored')
    .option('--status <status>', 'what the endpoint answered: 404, or 5xx')
    .option('--trigger <trigger>', 'such as push')
    .option('--event <id>', 'only for this event')
    .option('--since <time>', TIME)
    .option('--until <time>', TIME)
    .option('--limit <number>', 'how many', wholeNumber, DEFAULT_LIMIT)
    .action((options: ListOptions) => list(world, options));
  withApi(deliveries.command('show').description('one delivery with all its attempts, secrets masked'))
    .argument('<delivery>', 'its id, as the list has it')
    .action((id: string, options: ApiOptions) => showDelivery(world, id, options));
  withApi(
    withScope(
      deliveries.command('resend').description('makes an attempt again, under the id of its delivery'),
    ),
  )
    .argument('<attempt>', 'its id, as the list has it')
    .requiredOption('--integration <slug>', SLUG)
    .option('--force', 'even if the address was changed since')
    .action((attempt: string, options: ResendOptions) => resend(world, attempt, options));
  withApi(
    withScope(
      deliveries
        .command('replay')
        .description('sends what failed in a time again, and follows how that goes'),
    ),
  )
    .requiredOption('--integration <slug>', SLUG)
    .requiredOption('--since <time>', TIME)
    .option('--until <time>', TIME)
    .addOption(
      new Option('--outcome <outcome>', 'which; those that failed when absent').choices([
        'failed',
        'all',
        'dead',
      ]),
    )
    .action((options: ReplayOptions) => replay(world, options));
}

async function list(world: World, options: ListOptions): Promise<void> {
  const ask = await openApi(world, options);
  const { integration, outcome, status, trigger, event, since, until, limit } = options;
  const path = integration === undefined ? DELIVERIES : `${integrationPath(options, integration)}/deliveries`;
  const query = { outcome, status, trigger, event_id: event, since, until };
  const attempts = await firstOf<AttemptAnswer>(ask, { path, query, list: 'deliveries', limit });
  show(world, options.json, attempts, () => attemptLines(attempts));
}

function attemptLines(attempts: readonly AttemptAnswer[]): readonly string[] {
  return table(
    [
      'at',
      'outcome',
      'status',
      'reason',
      'integration',
      'trigger',
      'project',
      'ms',
      'no',
      'delivery',
      'attempt',
    ],
    attempts.map((one) => [
      ...[one.at, one.outcome, one.response?.status, one.reason, one.integration_name, one.trigger],
      ...[one.project_key, Math.round(one.duration_ms), one.attempt, one.delivery_id, one.id],
    ]),
  );
}

async function showDelivery(world: World, id: string, options: ApiOptions): Promise<void> {
  const ask = await openApi(world, options);
  const found = (await ask('GET', `${DELIVERIES}/${encodeURIComponent(id)}`)) as DeliveryAnswer;
  const { attempts, ...delivery } = found;
  show(world, options.json, found, () => [
    ...memberLines(delivery),
    ...attempts.flatMap((attempt) => ['', ...memberLines(attempt)]),
  ]);
}

async function resend(world: World, attempt: string, options: ResendOptions): Promise<void> {
  const ask = await openApi(world, options);
  const path = `${integrationPath(options, options.integration)}/deliveries/${encodeURIComponent(attempt)}/resend`;
  const body = options.force === true ? { force: true } : {};
  const answer = (await ask('POST', path, body)) as { readonly delivery_id: string };
  show(world, options.json, answer, () => [
    `it is sent again; \`patchbay deliveries show ${answer.delivery_id}\` says what came of it`,
  ]);
}

async function replay(world: World, options: ReplayOptions): Promise<void> {
  const ask = await openApi(world, options);
  const { since, until, outcome } = options;
  const path = integrationPath(options, options.integration);
  const begun = (await ask('POST', `${path}/replay`, {
    since,
    ...(until !== undefined && { until }),
    ...(outcome !== undefined && { outcome }),
  })) as JobAnswer;
  const job = await followJob(world, ask, { path: `${path}/jobs/${begun.id}`, begun });
  show(world, options.json, job, () => [jobLine(job)]);
  if (!isDelivered(job)) world.fail();
}
