import type { Command } from 'commander';
import { CATALOGUE } from '@patchbay/integration-catalogue';
import { slugOf } from '@patchbay/integration-contracts';
import { openApi, withApi } from '../api/api-options.ts';
import type { ApiOptions } from '../api/api-options.ts';
import { givenValues } from '../api/given-values.ts';
import { pathWith } from '../api/pages.ts';
import { integrationPath, withScope } from '../api/scope.ts';
import type { ScopeOptions } from '../api/scope.ts';
import { memberLines, show } from '../output/show.ts';
import { table } from '../output/table.ts';
import type { World } from '../world.ts';

interface PlacedOptions extends ApiOptions, ScopeOptions {}

interface ListOptions extends PlacedOptions {
  readonly resolved?: boolean;
  readonly available?: boolean;
}

interface SetOptions extends PlacedOptions {
  readonly insecure?: boolean;
}

interface IntegrationAnswer {
  readonly slug: string;
  readonly title: string;
  readonly active: boolean;
  readonly health: string;
  readonly inherited: boolean;
  readonly inherited_from: string | null;
}

const SLUG = 'such as slack or webhook:audit';
const PAGE = 100;

export function addIntegrations(program: Command, world: World): void {
  const all = program.command('integrations').description('settings of integrations');
  const placed = (name: string, description: string): Command =>
    withApi(withScope(all.command(name).description(description)));
  placed('list', 'what is set up')
    .option('--resolved', 'what is inherited as well')
    .option('--available', 'all that there is to integrate instead')
    .action((options: ListOptions) =>
      options.available === true ? listAvailable(world, options) : list(world, options),
    );
  placed('get', 'the settings of one, without secrets')
    .argument('<slug>', SLUG)
    .action((slug: string, options: PlacedOptions) => get(world, slug, options));
  placed('set', 'sets one up, or changes the fields that are given')
    .argument('<slug>', SLUG)
    .argument(
      '<values...>',
      'NAME=VALUE; NAME=@FILE and NAME=@- read the value, as secrets need it; NAME=@@x is @x',
    )
    .option('--insecure', 'takes secrets from the command line, where others can read them')
    .action((slug: string, values: readonly string[], options: SetOptions) =>
      set(world, slug, { values, options }),
    );
  placed('disable', 'switches one off and keeps its settings')
    .argument('<slug>', SLUG)
    .action((slug: string, options: PlacedOptions) => disable(world, slug, options));
}

function listAvailable(world: World, options: ListOptions): Promise<void> {
  const rows = CATALOGUE.map(({ name, title, summary }) => ({ slug: slugOf(name), title, summary }));
  show(world, options.json, rows, () =>
    table(
      ['slug', 'title', 'what it does'],
      rows.map((row) => Object.values(row)),
    ),
  );
  return Promise.resolve();
}

async function list(world: World, options: ListOptions): Promise<void> {
  const ask = await openApi(world, options);
  const found: IntegrationAnswer[] = [];
  for (let page = 1; ; page += 1) {
    const query = { page, per_page: PAGE, resolved: options.resolved === true ? 'true' : undefined };
    const answer = (await ask('GET', pathWith(integrationPath(options), query))) as IntegrationAnswer[];
    found.push(...answer);
    if (answer.length < PAGE) break;
  }
  show(world, options.json, found, () =>
    table(
      ['slug', 'title', 'active', 'health', 'inherited from'],
      found.map((one) => [one.slug, one.title, one.active, one.health, one.inherited_from]),
      'none is set up here',
    ),
  );
}

async function get(world: World, slug: string, options: PlacedOptions): Promise<void> {
  const ask = await openApi(world, options);
  const answer = (await ask('GET', integrationPath(options, slug))) as object;
  show(world, options.json, answer, () => memberLines(answer));
}

async function set(
  world: World,
  slug: string,
  { values, options }: { readonly values: readonly string[]; readonly options: SetOptions },
): Promise<void> {
  const { readInput } = world;
  const body = await givenValues(values, { slug, readInput, isInsecure: options.insecure === true });
  const ask = await openApi(world, options);
  const answer = (await ask('PUT', integrationPath(options, slug), body)) as IntegrationAnswer;
  show(world, options.json, answer, () => [`${slug} is ${answer.active ? 'active' : 'switched off'}`]);
}

async function disable(world: World, slug: string, options: PlacedOptions): Promise<void> {
  const ask = await openApi(world, options);
  const answer = await ask('PATCH', integrationPath(options, slug), { active: false });
  show(world, options.json, answer, () => [`${slug} is switched off`]);
}
