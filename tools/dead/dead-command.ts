import { parseArgs } from 'node:util';
import { DeadError } from './dead-error.ts';

export const TASKS = ['list', 'show', 'replay', 'purge'] as const;
type Task = (typeof TASKS)[number];

/** What the command line asks for. */
export interface DeadCommand {
  readonly task: Task;
  /** Of the letter to show: partition and offset. */
  readonly place: string | undefined;
  /** Of config-service. */
  readonly url: string;
  /** Holds an administrator's token; the environment has it when absent. */
  readonly tokenFile: string | undefined;
  readonly kind: string;
  readonly scope: string;
  readonly integration: string | undefined;
  readonly reason: string | undefined;
  readonly since: string | undefined;
  readonly until: string | undefined;
  readonly limit: number;
  readonly isJson: boolean;
}

const DEFAULT_URL = 'http://127.0.0.1:4000';
const DEFAULT_LIMIT = 20;

export const USAGE = `Looks after what was given up, as an administrator of the instance.

  npm run dead -- list                       newest first
  npm run dead -- show PARTITION/OFFSET      one letter with what is in it
  npm run dead -- replay --integration SLUG --since TIME
                                             sends the letters of an integration again, and follows how that goes
  npm run dead -- purge --until TIME         deletes those that are older

  --kind KIND          deliveries, or events that could not be read; deliveries when absent
  --integration SLUG   only of this one, such as slack or webhook:audit
  --scope SCOPE        where it is set up: instance, group:<full path> or project:<id>; instance when absent
  --reason REASON      an error code, or http_<status>
  --since, --until     times such as 2026-03-01T12:00:00Z
  --limit NUMBER       how many are listed; ${String(DEFAULT_LIMIT)} when absent
  --json               the API's own answers
  --url URL            config-service; PATCHBAY_URL or ${DEFAULT_URL} when absent
  --token-file FILE    holds the access token; PATCHBAY_TOKEN when absent`;

/** @throws DeadError that says which argument is wrong; `help` when it is asked for */
export function parseCommand(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): DeadCommand | 'help' {
  const { values, positionals } = parse(args);
  if (values.help === true) return 'help';
  const [named, place, ...more] = positionals;
  const task = TASKS.find((one) => one === named);
  if (task === undefined || more.length > 0 || (place !== undefined && task !== 'show'))
    throw new DeadError(`name one of ${TASKS.join(', ')}\n\n${USAGE}`);
  const url = values.url ?? environment['PATCHBAY_URL'] ?? DEFAULT_URL;
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
    throw new DeadError(`--url ${url}: write it as http://host:port`);
  const limit = Number(values.limit ?? DEFAULT_LIMIT);
  if (!(Number.isInteger(limit) && limit > 0)) throw new DeadError('--limit must be a whole number above 0');
  const { integration, reason, since, until } = values;
  const command: DeadCommand = {
    ...{ task, place, url: url.replace(/\/+$/, ''), tokenFile: values['token-file'], limit },
    ...{ kind: values.kind ?? 'deliveries', scope: values.scope ?? 'instance', integration, reason },
    ...{ since, until, isJson: values.json === true },
  };
  assertComplete(command);
  return command;
}

function assertComplete({ task, place, integration, since, until }: DeadCommand): void {
  if (task === 'show' && !/^\d+\/\d+$/.test(place ?? ''))
    throw new DeadError('show needs PARTITION/OFFSET, as the list has it');
  if (task === 'replay' && (integration === undefined || since === undefined))
    throw new DeadError('replay needs --integration and --since');
  if (task === 'purge' && until === undefined) throw new DeadError('purge needs --until');
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...{ url: text, 'token-file': text, kind: text, scope: text, integration: text, reason: text },
        ...{ since: text, until: text, limit: text },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new DeadError(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}
