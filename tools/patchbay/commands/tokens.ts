import { Option } from 'commander';
import type { Command } from 'commander';
import { openApi, withApi } from '../api/api-options.ts';
import type { ApiOptions } from '../api/api-options.ts';
import { firstOf } from '../api/pages.ts';
import { wholeNumber } from '../api/whole-number.ts';
import { show } from '../output/show.ts';
import { table } from '../output/table.ts';
import type { World } from '../world.ts';

interface TokenAnswer {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly owner: string;
  readonly role: string;
  readonly scope: string;
  readonly active: boolean;
  readonly expires_at: string | null;
}

interface CreateOptions extends ApiOptions {
  readonly kind: string;
  readonly owner: string;
  readonly role: string;
  readonly scope: string;
  readonly expires?: string;
}

interface ListOptions extends ApiOptions {
  readonly limit: number;
}

const TOKENS = '/api/v4/admin/tokens';
const DEFAULT_LIMIT = 100;

export function addTokens(program: Command, world: World): void {
  const tokens = program.command('tokens').description('access tokens of the API');
  withApi(tokens.command('create').description('makes a token and writes it, this once'))
    .argument('<name>', 'what it is for')
    .requiredOption('--owner <owner>', 'who it is for')
    .addOption(new Option('--kind <kind>', 'whose it is').choices(['personal', 'service']).default('service'))
    .addOption(
      new Option('--role <role>', 'what it may').choices(['reader', 'maintainer', 'admin']).default('reader'),
    )
    .option('--scope <scope>', 'where it may: instance, group:<full path> or project:<id>', 'instance')
    .option('--expires <time>', 'date or time; as late as may be when absent')
    .action((name: string, options: CreateOptions) => create(world, name, options));
  withApi(tokens.command('list').description('tokens and their state; never the tokens themselves'))
    .option('--limit <number>', 'how many', wholeNumber, DEFAULT_LIMIT)
    .action((options: ListOptions) => list(world, options));
  withApi(tokens.command('revoke').description('ends a token at once'))
    .argument('<id>', 'as the list has it')
    .action((id: string, options: ApiOptions) => revoke(world, id, options));
}

async function create(world: World, name: string, options: CreateOptions): Promise<void> {
  const ask = await openApi(world, options);
  const { kind, owner, role, scope, expires } = options;
  const wanted = { name, kind, owner, role, scope, ...(expires !== undefined && { expires_at: expires }) };
  const made = (await ask('POST', TOKENS, wanted)) as TokenAnswer & { readonly token: string };
  show(world, options.json, made, () => [made.token]);
  if (options.json !== true)
    world.note(`${made.id}: ${made.role} of ${made.scope} until ${made.expires_at ?? 'it is revoked'}`);
}

async function list(world: World, options: ListOptions): Promise<void> {
  const ask = await openApi(world, options);
  const tokens = await firstOf<TokenAnswer>(ask, { path: TOKENS, list: 'tokens', limit: options.limit });
  show(world, options.json, tokens, () =>
    table(
      ['id', 'name', 'owner', 'role', 'scope', 'active', 'expires'],
      tokens.map((token) => [
        ...[token.id, token.name, token.owner, token.role, token.scope],
        ...[token.active, token.expires_at],
      ]),
    ),
  );
}

async function revoke(world: World, id: string, options: ApiOptions): Promise<void> {
  const ask = await openApi(world, options);
  await ask('DELETE', `${TOKENS}/${encodeURIComponent(id)}`);
  show(world, options.json, { revoked: id }, () => [`${id} is revoked`]);
}
