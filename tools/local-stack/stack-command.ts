import { parseArgs } from 'node:util';
import { StackError } from './stack-error.ts';

const verbs = ['up', 'down', 'status', 'reset', 'help'] as const;

export interface StackCommand {
  verb: (typeof verbs)[number];
  dataDir?: string;
}

export const usage = `npm run stack -- COMMAND [--data-dir FOLDER]

  up      start Kafka and MongoDB and leave them running; prints their addresses as shell exports
  down    stop them; their data stays
  status  where they listen, what provides them, how much they store
  reset   stop them and delete their data

KAFKA_BROKERS and MONGODB_URI come first if set, then Docker, then servers that the project fetches and runs itself.`;

export function parseCommand(args: string[]): StackCommand {
  const { positionals, dataDir } = read(args);
  const [word = 'help', ...rest] = positionals;
  const verb = verbs.find((known) => known === word);
  if (verb === undefined || rest.length > 0)
    throw new StackError(`unknown command "${positionals.join(' ')}"\n\n${usage}`);
  return { verb, ...(dataDir === undefined ? {} : { dataDir }) };
}

function read(args: string[]): { positionals: string[]; dataDir: string | undefined } {
  try {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: { 'data-dir': { type: 'string' } },
    });
    return { positionals, dataDir: values['data-dir'] };
  } catch (error) {
    throw new StackError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`, {
      cause: error,
    });
  }
}
