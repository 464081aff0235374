import { parseArgs } from 'node:util';
import { MaintenanceError } from './maintenance-error.ts';

export const TASKS = ['keys:rotate', 'settings:republish', 'settings:drift'] as const;
export type Task = (typeof TASKS)[number];

/** What the command line asks for. */
export interface MaintenanceCommand {
  readonly task: Task;
  /** Of config-service. */
  readonly url: string;
  /** Holds an administrator's token; the environment has it when absent. */
  readonly tokenFile: string | undefined;
}

const DEFAULT_URL = 'http://127.0.0.1:4000';

export const USAGE = `Looks after the settings of a running installation, as an administrator of the instance.

  npm run keys:rotate          seals all settings with the first key of the ring again
  npm run settings:republish   publishes all settings again, and deletes from the topic what is too much
  npm run settings:drift       compares the topic with MongoDB; ends with 1 when they differ

  -- --url URL                 config-service; PATCHBAY_URL or ${DEFAULT_URL} when absent
     --token-file FILE         holds the access token; PATCHBAY_TOKEN when absent`;

/** @throws MaintenanceError that says which argument is wrong; `help` when it is asked for */
export function parseCommand(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): MaintenanceCommand | 'help' {
  const { values, positionals } = parse(args);
  if (values.help === true) return 'help';
  const [named, ...more] = positionals;
  const task = TASKS.find((one) => one === named);
  if (task === undefined || more.length > 0) {
    throw new MaintenanceError(`name one of ${TASKS.join(', ')}\n\n${USAGE}`);
  }
  const url = values.url ?? environment['PATCHBAY_URL'] ?? DEFAULT_URL;
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) {
    throw new MaintenanceError(`--url ${url}: write it as http://host:port`);
  }
  return { task, url: url.replace(/\/+$/, ''), tokenFile: values['token-file'] };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        url: { type: 'string' },
        'token-file': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new MaintenanceError(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}
