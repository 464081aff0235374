import { parseArgs } from 'node:util';
import type { Form, Scenario } from '../support/scenarios/scenario.ts';
import { DrillError } from './drill-error.ts';
import { DRILLS } from './index.ts';

export interface DrillOptions {
  readonly drills: readonly Scenario[];
  readonly form: Form;
  readonly jsonFile: string | undefined;
  readonly isHelp: boolean;
}

export const USAGE = `npm run drill -- [${DRILLS.map(({ id }) => id).join('|')}] [--short] [--json FILE]

Practises maintenance and disasters on an installation of its own while events flow, and counts what went in against what came out.
Without a name: all of them, one after the other. --short is the form that runs with the tests.`;

/** @throws DrillError for what it can't make sense of */
export function parseOptions(args: readonly string[]): DrillOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      short: { type: 'boolean', default: false },
      json: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const unknown = positionals.filter((name) => !DRILLS.some(({ id }) => id === name));
  if (unknown.length > 0) throw new DrillError(`there is no drill named ${unknown.join(', ')}`);
  return {
    drills: DRILLS.filter(({ id }) => positionals.length === 0 || positionals.includes(id)),
    form: values.short ? 'short' : 'reference',
    jsonFile: values.json,
    isHelp: values.help,
  };
}
