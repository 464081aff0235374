import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface DemoCommand {
  readonly isOnce: boolean;
  readonly isHelp: boolean;
  /** Of a bounded round. */
  readonly eventCount: number;
  /** Holds the data of everything. */
  readonly folder: string;
}

export const USAGE = `Starts Kafka, MongoDB, the three services and local receivers, and publishes events.

  npm start                        until Ctrl-C
  npm start -- --once              a bounded round; exits with 1 when its sums do not add up
  npm start -- --once --events 20  a round of 20 events
  npm start -- --folder DIR        keeps all data in DIR instead of .patchbay`;

const DEFAULT_FOLDER = resolve(import.meta.dirname, '../../.patchbay');
const DEFAULT_EVENTS = 60;
const MAX_EVENTS = 10_000;

/** @throws TypeError or RangeError that names the wrong argument */
export function parseCommand(args: readonly string[]): DemoCommand {
  const { values } = parseArgs({
    args: [...args],
    options: {
      once: { type: 'boolean' },
      events: { type: 'string' },
      folder: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const eventCount = Number(values.events ?? DEFAULT_EVENTS);
  if (!Number.isInteger(eventCount) || eventCount < 1 || eventCount > MAX_EVENTS) {
    throw new RangeError(`--events must be a whole number from 1 to ${String(MAX_EVENTS)}`);
  }
  const folder = resolve(values.folder ?? DEFAULT_FOLDER);
  return { isOnce: values.once ?? false, isHelp: values.help ?? false, eventCount, folder };
}
