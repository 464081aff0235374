import { parseArgs } from 'node:util';
import type { Form } from '../support/scenarios/scenario.ts';
import { ChaosError } from './chaos-error.ts';

export interface ChaosOptions {
  readonly form: Form;
  readonly seeds: readonly number[];
  /** Ids of the faults to inject; all of them when empty. */
  readonly only: readonly string[];
  readonly jsonFile: string | undefined;
  readonly isHelp: boolean;
}

export const USAGE = `npm run chaos -- [--only F1,F5] [--seed N] [--short | --long] [--json FILE]

Breaks things while events flow, and counts what went in against what came out. --short takes seconds for each fault, --long ten
minutes and three seeds; otherwise a minute or two.`;

const LONG_SEEDS = 3;

/** @throws ChaosError for what it can't make sense of */
export function parseOptions(args: readonly string[]): ChaosOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      seed: { type: 'string', default: '1' },
      short: { type: 'boolean', default: false },
      long: { type: 'boolean', default: false },
      json: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const seed = Number(values.seed);
  if (!Number.isInteger(seed) || seed < 0) throw new ChaosError('--seed must be a whole number');
  if (values.short && values.long) throw new ChaosError('--short and --long exclude each other');
  return {
    form: values.short ? 'short' : values.long ? 'long' : 'reference',
    seeds: Array.from({ length: values.long ? LONG_SEEDS : 1 }, (_, index) => seed + index),
    only: (values.only ?? '').split(',').filter((id) => id !== ''),
    jsonFile: values.json,
    isHelp: values.help,
  };
}
