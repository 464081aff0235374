import { parseArgs } from 'node:util';
import { PublishError } from './publish-error.ts';

/** What the command line asks for. */
export interface PublishCommand {
  /** Path of the payload, or `-` for standard input. */
  readonly file: string;
  readonly topic: string | undefined;
  readonly key: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly brokers: readonly string[] | undefined;
  /** Publishes even what Patchbay can't read. */
  readonly isForced: boolean;
}

export const USAGE = `Publishes an event for Patchbay to deliver.

  npm run publish-event -- FILE [options]      FILE holds the JSON payload; - reads standard input

  --topic NAME          topic to publish to; the events topic when absent
  --key TEXT            record key; the payload's project id when absent
  --header NAME=VALUE   record header, may be repeated, e.g. --header x-gitlab-event='Push Hook'
  --brokers LIST        host:port,…; KAFKA_BROKERS or the running local stack when absent
  --force               publishes it even if it is no valid event`;

/** @throws PublishError that says which argument is wrong; `help` when it is asked for */
export function parseCommand(args: readonly string[]): PublishCommand | 'help' {
  const { values, positionals } = parse(args);
  if (values.help === true) return 'help';
  const [file, ...more] = positionals;
  if (file === undefined)
    throw new PublishError(`name the file to publish, or - for standard input\n\n${USAGE}`);
  if (more.length > 0) throw new PublishError(`publish one file at a time; unexpected: ${more.join(' ')}`);
  return {
    file,
    topic: values.topic,
    key: values.key,
    headers: Object.fromEntries((values.header ?? []).map(asHeader)),
    brokers: values.brokers?.split(',').map((broker) => broker.trim()),
    isForced: values.force ?? false,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        topic: { type: 'string' },
        key: { type: 'string' },
        header: { type: 'string', multiple: true },
        brokers: { type: 'string' },
        force: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new PublishError(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

function asHeader(text: string): [name: string, value: string] {
  const separator = text.indexOf('=');
  if (separator < 1) throw new PublishError(`--header ${text}: write it as NAME=VALUE`);
  return [text.slice(0, separator).trim().toLowerCase(), text.slice(separator + 1)];
}
