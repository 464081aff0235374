import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { CliError, UsageError } from '../cli-error.ts';
import type { World } from '../world.ts';
import type { Ask } from './ask.ts';

export interface ApiOptions {
  readonly url?: string;
  readonly token?: string;
  readonly tokenFile?: string;
  readonly json?: boolean;
}

const DEFAULT_URL = 'http://127.0.0.1:4000';

/** The options of every command that asks config-service. */
export function withApi(command: Command): Command {
  return command
    .option('--url <url>', `config-service; PATCHBAY_URL or ${DEFAULT_URL} when absent`)
    .option('--token <token>', 'access token; better PATCHBAY_TOKEN or a file, which no history keeps')
    .option('--token-file <file>', 'holds the access token')
    .option('--json', 'the API’s own answer instead of text');
}

/** @throws UsageError when the address is none, CliError when there is no token */
export async function openApi(world: World, options: ApiOptions): Promise<Ask> {
  return world.connect(apiUrl(world, options), await tokenOf(world, options));
}

/** Where config-service is, without a slash at its end. @throws UsageError when it is no address */
export function apiUrl({ environment }: Pick<World, 'environment'>, options: ApiOptions): string {
  const url = options.url ?? environment['PATCHBAY_URL'] ?? DEFAULT_URL;
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
    throw new UsageError(`--url ${url}: write it as http://host:port`);
  return url.replace(/\/+$/, '');
}

async function tokenOf({ environment }: World, { token, tokenFile }: ApiOptions): Promise<string> {
  const found =
    token ?? (tokenFile === undefined ? environment['PATCHBAY_TOKEN'] : await contentOf(tokenFile));
  if (found === undefined || found.trim() === '')
    throw new CliError('no access token: name a file with --token-file, or set PATCHBAY_TOKEN');
  return found.trim();
}

async function contentOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new CliError(`--token-file ${file} can’t be read`, { cause });
  }
}
