import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { TRIALS } from './trials/trial-name.ts';
import type { Trial } from './trials/trial-name.ts';

export const VARIANTS = ['raw', 'naive', 'smart', 'patchbay'] as const;
export type Variant = (typeof VARIANTS)[number];

export interface BenchOptions {
  readonly isHelp: boolean;
  /** In the order of {@link VARIANTS}. */
  readonly variants: readonly Variant[];
  /** Of each measured window. */
  readonly seconds: number;
  readonly warmupSeconds: number;
  /** How often everything is measured. */
  readonly repeat: number;
  /** Projects that the events are spread over; a project's events lie in one partition. */
  readonly projects: number;
  /** In the order of {@link TRIALS}; none is needed. */
  readonly trials: readonly Trial[];
  /** Of each window in which a trial counts. */
  readonly trialSeconds: number;
  /** What waits for the worker in the trial `behind`. */
  readonly eventsBehind: number;
  readonly jsonFile: string | undefined;
}

export const USAGE = `Measures Patchbay end to end beside a bare request loop, a naive consumer and a smart one, on this machine.

  npm run bench                           three rounds of 10 s each
  npm run bench -- --json FILE            writes the figures as JSON too
  npm run bench -- --seconds N            the length of each measurement
  npm run bench -- --repeat N             the number of rounds
  npm run bench -- --only raw,naive       some of raw, naive, smart and patchbay
  npm run bench -- --projects N           events of N projects instead of one
  npm run bench -- --trials endpoints     some of endpoints, workers and behind afterwards, or none; all unless told
  npm run bench -- --events-behind N      what waits for the worker in the trial behind; a million unless told
  npm run bench -- --smoke                one short round: shows that it works, not how fast it is`;

const LIMITS = { seconds: 600, repeat: 50, projects: 100, 'events-behind': 10_000_000 };
const SMOKE = { seconds: 1, warmupSeconds: 0.3, repeat: 1, trialSeconds: 1, eventsBehind: 2000 };
const DEFAULTS = { seconds: 10, warmupSeconds: 3, repeat: 3, trialSeconds: 15, eventsBehind: 1_000_000 };

/** @throws TypeError or RangeError that names the wrong argument */
export function parseOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'string' },
      seconds: { type: 'string' },
      repeat: { type: 'string' },
      only: { type: 'string' },
      projects: { type: 'string' },
      trials: { type: 'string' },
      'events-behind': { type: 'string' },
      smoke: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const defaults = values.smoke === true ? SMOKE : DEFAULTS;
  return {
    isHelp: values.help ?? false,
    variants: values.only === undefined ? VARIANTS : someOf('only', VARIANTS, values.only),
    seconds: wholeNumber('seconds', values.seconds) ?? defaults.seconds,
    warmupSeconds: defaults.warmupSeconds,
    repeat: wholeNumber('repeat', values.repeat) ?? defaults.repeat,
    projects: wholeNumber('projects', values.projects) ?? 1,
    trials: trialsOf(values.trials, values.only),
    trialSeconds: defaults.trialSeconds,
    eventsBehind: wholeNumber('events-behind', values['events-behind']) ?? defaults.eventsBehind,
    jsonFile: values.json === undefined ? undefined : resolve(values.json),
  };
}

/** Whoever asks for some of the variants wants those, and no trials. */
function trialsOf(text: string | undefined, only: string | undefined): readonly Trial[] {
  if (text === undefined) return only === undefined ? TRIALS : [];
  return text === 'none' ? [] : someOf('trials', TRIALS, text);
}

function someOf<T extends string>(option: string, all: readonly T[], text: string): readonly T[] {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !all.some((known) => known === name));
  if (unknown.length > 0) {
    throw new RangeError(
      `--${option} takes ${all.join(', ')}, but not ${JSON.stringify(unknown.join(', '))}`,
    );
  }
  return all.filter((known) => names.includes(known));
}

function wholeNumber(name: keyof typeof LIMITS, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > LIMITS[name]) {
    throw new RangeError(
      `--${name} must be a whole number from 1 to ${LIMITS[name]}, but is ${JSON.stringify(text)}`,
    );
  }
  return value;
}
