import { parseArgs } from 'node:util';
import { AuditError } from './audit-error.ts';

/** What the command line asks for. */
export interface AuditCommand {
  readonly brokers: readonly string[] | undefined;
  /** Epoch milliseconds. */
  readonly since: number | undefined;
  readonly jsonFile: string | undefined;
}

export const USAGE = `Recomputes from Kafka's topics what became of every delivery, and names those that are nowhere.

  npm run audit [-- options]

  --since TIME      deliveries from then on, such as 2026-03-01T12:00:00Z; all that Kafka has when absent
  --json FILE       writes the report there as well
  --brokers LIST    host:port, separated by commas; KAFKA_BROKERS or the local stack when absent

KAFKA_TOPIC_PREFIX and KAFKA_CONSUMER_GROUP_PREFIX hold as for the services. It ends with 1 when a delivery is missing.`;

/** @throws AuditError that says which argument is wrong; `help` when it is asked for */
export function parseCommand(args: readonly string[]): AuditCommand | 'help' {
  const values = parse(args);
  if (values.help === true) return 'help';
  const since = values.since === undefined ? undefined : Date.parse(values.since);
  if (Number.isNaN(since))
    throw new AuditError(`--since ${values.since ?? ''}: write it as 2026-03-01T12:00:00Z`);
  return { brokers: values.brokers?.split(','), since, jsonFile: values.json };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    const options = {
      since: text,
      json: text,
      brokers: text,
      help: { type: 'boolean', short: 'h' },
    } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new AuditError(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}
