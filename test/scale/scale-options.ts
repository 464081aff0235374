import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface ScaleOptions {
  readonly isHelp: boolean;
  /** How many integrations there are, one measurement each. */
  readonly sizes: readonly number[];
  /** Of the mix of integrations: the same seed makes the same ones. */
  readonly seed: number;
  /** Whether each revision lies on Kafka in a batch of its own, as when people save one after the other. */
  readonly isSingly: boolean;
  readonly jsonFile: string | undefined;
}

export const USAGE = `Measures config-service and the dispatcher with many integrations.

  npm run scale-report                        10,000, 100,000 and 1,000,000 integrations
  npm run scale-report -- --sizes 10000,500   other numbers
  npm run scale-report -- --singly            settings on Kafka one by one, as people save them, and not in batches
  npm run scale-report -- --json FILE         writes the figures as JSON too
  npm run scale-report -- --seed N            another mix of integrations, 1 unless told`;

const DEFAULT_SIZES = '10000,100000,1000000';
/** Below, the mix has no group on the sixth level. */
const MIN_SIZE = 5000;
const MAX_SIZE = 5_000_000;
const MAX_SEED = 2 ** 31;

/** @throws TypeError or RangeError that names the wrong argument */
export function parseOptions(args: readonly string[]): ScaleOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      sizes: { type: 'string', default: DEFAULT_SIZES },
      seed: { type: 'string', default: '1' },
      singly: { type: 'boolean', default: false },
      json: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  return {
    isHelp: values.help ?? false,
    sizes: values.sizes.split(',').map((text) => wholeNumber('sizes', text, [MIN_SIZE, MAX_SIZE])),
    seed: wholeNumber('seed', values.seed, [0, MAX_SEED]),
    isSingly: values.singly,
    jsonFile: values.json === undefined ? undefined : resolve(values.json),
  };
}

function wholeNumber(name: string, text: string, [min, max]: readonly [number, number]): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isInteger(value) && value >= min && value <= max) return value;
  throw new RangeError(
    `--${name} takes whole numbers from ${min} to ${max}, but not ${JSON.stringify(text)}`,
  );
}
