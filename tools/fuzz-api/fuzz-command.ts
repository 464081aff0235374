import { parseArgs } from 'node:util';

/** What the command line asks for. */
export interface FuzzCommand {
  readonly isHelp: boolean;
  /** Made-up requests for each operation, at most. */
  readonly examples: number;
  /** The same seed makes up the same requests. */
  readonly seed: number;
  /** A regular expression; only operations whose path it fits are tried. */
  readonly only: string | undefined;
}

const DEFAULT_EXAMPLES = 8;
const DEFAULT_SEED = 1;
const MAX_EXAMPLES = 10_000;
const MAX_SEED = 2 ** 32 - 1;

export const USAGE = `Starts Kafka, MongoDB and the three services, which must be built, and has schemathesis send them requests made from
the OpenAPI document. Ends with 1 when an answer is not as the document says, or is a failure of the server's.

  npm run fuzz-api                             ${DEFAULT_EXAMPLES} made-up requests for each operation, about three minutes
  npm run fuzz-api -- --examples 200           more of them
  npm run fuzz-api -- --seed 7                 others; the seed is ${DEFAULT_SEED} unless given
  npm run fuzz-api -- --only '/admin/tokens'   only paths that this regular expression fits`;

/** @throws TypeError or RangeError that names the wrong argument */
export function parseCommand(args: readonly string[]): FuzzCommand {
  const { values } = parseArgs({
    args: [...args],
    options: {
      examples: { type: 'string' },
      seed: { type: 'string' },
      only: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  return {
    isHelp: values.help ?? false,
    examples: wholeNumber('--examples', values.examples ?? DEFAULT_EXAMPLES, { min: 1, max: MAX_EXAMPLES }),
    seed: wholeNumber('--seed', values.seed ?? DEFAULT_SEED, { min: 0, max: MAX_SEED }),
    only: values.only,
  };
}

function wholeNumber(
  name: string,
  text: string | number,
  { min, max }: { min: number; max: number },
): number {
  const number = text === '' ? Number.NaN : Number(text);
  if (Number.isInteger(number) && number >= min && number <= max) return number;
  throw new RangeError(`${name} must be a whole number from ${min} to ${max}`);
}
