import { Option } from 'commander';
import type { Command } from 'commander';
import { HEALTH_STATES } from '@patchbay/integration-contracts';
import { openApi, withApi } from '../api/api-options.ts';
import type { ApiOptions } from '../api/api-options.ts';
import { pathWith } from '../api/pages.ts';
import { integrationPath, withScope } from '../api/scope.ts';
import type { ScopeOptions } from '../api/scope.ts';
import { show } from '../output/show.ts';
import { table } from '../output/table.ts';
import type { World } from '../world.ts';

interface HealthAnswer {
  readonly slug: string;
  readonly scope: string;
  readonly state: string;
  readonly consecutive_failures: number;
  readonly last_failure: { readonly at: string; readonly reason: string } | null;
  readonly paused_until: string | null;
}

interface ListOptions extends ApiOptions {
  readonly state?: string;
}
interface ResetOptions extends ApiOptions, ScopeOptions {}

const PAGE = 100;

export function addHealth(program: Command, world: World): void {
  const health = program.command('health').description('integrations whose endpoints fail');
  withApi(health.command('list').description('those that are not healthy'))
    .addOption(new Option('--state <state>', 'only these').choices(HEALTH_STATES))
    .action((options: ListOptions) => list(world, options));
  withApi(
    withScope(
      health.command('reset').description('takes one as healthy again, and sends what waited for it'),
    ),
  )
    .argument('<slug>', 'such as slack or webhook:audit')
    .action((slug: string, options: ResetOptions) => reset(world, slug, options));
}

async function list(world: World, options: ListOptions): Promise<void> {
  const ask = await openApi(world, options);
  const found: HealthAnswer[] = [];
  for (let page = 1; ; page += 1) {
    const path = pathWith('/api/v4/admin/health', { state: options.state, page, per_page: PAGE });
    const answer = (await ask('GET', path)) as HealthAnswer[];
    found.push(...answer);
    if (answer.length < PAGE) break;
  }
  show(world, options.json, found, () =>
    table(
      ['slug', 'scope', 'state', 'failures', 'last reason', 'paused until'],
      found.map((one) => [
        ...[one.slug, one.scope, one.state, one.consecutive_failures],
        ...[one.last_failure?.reason, one.paused_until],
      ]),
      'all are healthy',
    ),
  );
}

async function reset(world: World, slug: string, options: ResetOptions): Promise<void> {
  const ask = await openApi(world, options);
  const answer = await ask('POST', `${integrationPath(options, slug)}/health/reset`);
  show(world, options.json, answer ?? null, () => [`${slug} is taken as healthy`]);
}
