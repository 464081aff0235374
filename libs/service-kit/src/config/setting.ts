import { z } from 'zod';
import { authoritiesProblem, chainProblem, privateKeyProblem } from '../certificates/index.ts';

interface Doc<Value> {
  /** What it does, for docs/configuration.md. */
  readonly doc: string;
  readonly default?: Value;
  readonly example?: string;
  /** Never printed; belongs in the Kubernetes Secret instead of the ConfigMap. */
  readonly secret?: boolean;
  /** Shown behind numbers in the documentation. */
  readonly unit?: string;
  readonly min?: number;
  readonly max?: number;
}

/** One environment variable: how its text becomes a value, and what the documentation says of it. */
export interface Setting<Value = unknown> {
  readonly type: string;
  readonly info: Doc<Value>;
  readonly schema: z.ZodType<Value, string>;
}

const DURATION = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/;
const DURATION_UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};
const BYTES = /^(\d+)(B|KiB|MiB|GiB)?$/;
const BYTE_UNITS: Readonly<Record<string, number>> = { B: 1, KiB: 1024, MiB: 1_048_576, GiB: 1_073_741_824 };

/** @returns milliseconds, or `undefined` for a text that is no duration such as `250ms`, `10s`, `1.5m`, `6h` or `3d`. */
export function parseDuration(text: string): number | undefined {
  const [, amount, unit = ''] = DURATION.exec(text) ?? [];
  return amount === undefined ? undefined : Number(amount) * (DURATION_UNITS[unit] ?? 1);
}

function parseBytes(text: string): number | undefined {
  const [, amount, unit = 'B'] = BYTES.exec(text) ?? [];
  return amount === undefined ? undefined : Number(amount) * (BYTE_UNITS[unit] ?? 1);
}

function parsed<Value>(
  parse: (text: string) => Value | undefined,
  expected: string,
): z.ZodType<Value, string> {
  return z.string().transform((text, context) => {
    const value = parse(text.trim());
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: `must be ${expected}` });
    return z.NEVER;
  });
}

function ranged(
  schema: z.ZodType<number, string>,
  { min, max, unit }: Doc<number>,
): z.ZodType<number, string> {
  const shown = (bound: number): string => (unit === undefined ? String(bound) : `${bound} ${unit}`);
  return schema.superRefine((value, context) => {
    if (min !== undefined && value < min) {
      context.addIssue({ code: 'custom', message: `must be at least ${shown(min)}` });
    }
    if (max !== undefined && value > max) {
      context.addIssue({ code: 'custom', message: `must be at most ${shown(max)}` });
    }
  });
}

/** The types of settings whose expiry is watched. */
export const PEM_TYPES = { authorities: 'PEM authorities', chain: 'PEM certificate chain' } as const;
type PemInfo = Pick<Doc<string>, 'doc'>;

function pem(problemOf: (text: string) => string | undefined): z.ZodType<string, string> {
  return z.string().superRefine((text, context) => {
    const message = problemOf(text);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  });
}

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');

/** Builders for settings. A setting without `default` must be given. */
export const setting = {
  text: (info: Doc<string>): Setting<string> => ({ type: 'text', info, schema: z.string() }),
  integer: (info: Doc<number>): Setting<number> => ({
    type: 'integer',
    info,
    schema: ranged(
      parsed((text) => (/^-?\d+$/.test(text) ? Number(text) : undefined), 'a whole number'),
      info,
    ),
  }),
  number: (info: Doc<number>): Setting<number> => ({
    type: 'number',
    info,
    schema: ranged(
      parsed((text) => (text === '' || Number.isNaN(Number(text)) ? undefined : Number(text)), 'a number'),
      info,
    ),
  }),
  boolean: (info: Doc<boolean>): Setting<boolean> => ({
    type: 'boolean',
    info,
    schema: parsed(
      (text) => ({ true: true, '1': true, false: false, '0': false })[text.toLowerCase()],
      'true or false',
    ),
  }),
  /** Milliseconds in the program, `10s` in the environment. */
  duration: (info: Doc<number>): Setting<number> => ({
    type: 'duration',
    info: { unit: 'ms', ...info },
    schema: ranged(parsed(parseDuration, 'a duration such as 250ms, 10s, 1m, 6h or 3d'), {
      unit: 'ms',
      ...info,
    }),
  }),
  /** Bytes in the program, `64MiB` in the environment. */
  bytes: (info: Doc<number>): Setting<number> => ({
    type: 'bytes',
    info: { unit: 'bytes', ...info },
    schema: ranged(parsed(parseBytes, 'a size such as 8192, 64KiB or 16MiB'), { unit: 'bytes', ...info }),
  }),
  /** Comma-separated. */
  list: (info: Doc<readonly string[]>): Setting<readonly string[]> => ({
    type: 'list',
    info,
    schema: parsed(listOf, 'a comma-separated list'),
  }),
  /** Comma-separated durations, in milliseconds in the program. */
  durations: (info: Doc<readonly number[]>): Setting<readonly number[]> => ({
    type: 'list of durations',
    info: { unit: 'ms', ...info },
    schema: parsed((text) => {
      const values = listOf(text).map(parseDuration);
      return values.length > 0 && values.every((value) => value !== undefined) ? values : undefined;
    }, 'comma-separated durations such as 10s,1m'),
  }),
  choice: <const Choice extends string>(choices: readonly Choice[], info: Doc<Choice>): Setting<Choice> => ({
    type: choices.join(' | '),
    info,
    schema: parsed((text) => choices.find((choice) => choice === text), `one of ${choices.join(', ')}`),
  }),
  /** Whatever `parse` makes of the text; what it throws is the problem that is reported, so it must not repeat secrets. */
  custom: <Value>(type: string, parse: (text: string) => Value, info: Doc<Value>): Setting<Value> => ({
    type,
    info,
    schema: z.string().transform((text, context) => {
      try {
        return parse(text);
      } catch (error) {
        context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
        return z.NEVER;
      }
    }),
  }),
  /** Certificates of authorities in PEM, one of which at least must be valid now; empty for none. */
  authorities: (info: PemInfo): Setting<string> => ({
    type: PEM_TYPES.authorities,
    info: { default: '', ...info },
    schema: pem((text) => authoritiesProblem(text, Date.now())),
  }),
  /** A certificate in PEM that is valid now, and those that lead to its authority; empty for none. */
  certificateChain: (info: PemInfo): Setting<string> => ({
    type: PEM_TYPES.chain,
    info: { default: '', ...info },
    schema: pem((text) => chainProblem(text, Date.now())),
  }),
  /** A private key in PEM, without a passphrase; empty for none. */
  privateKey: (info: PemInfo): Setting<string> => ({
    type: 'PEM private key',
    info: { default: '', secret: true, ...info },
    schema: pem(privateKeyProblem),
  }),
  /** JSON that must fit the schema. */
  json: <Value>(schema: z.ZodType<Value>, info: Doc<Value>): Setting<Value> => ({
    type: 'JSON',
    info,
    schema: z
      .string()
      .transform((text, context): unknown => {
        try {
          return JSON.parse(text);
        } catch {
          context.addIssue({ code: 'custom', message: 'must be JSON' });
          return z.NEVER;
        }
      })
      .pipe(schema),
  }),
};
