import type { LocalStack } from '@patchbay/tools/local-stack';
import type { Finding, Form, Scenario } from './scenario.ts';

const SECONDS: Readonly<Record<Form, number>> = { short: 8, reference: 60, long: 600 };

/** What became of one fault with one seed. */
export interface Verdict {
  readonly id: string;
  readonly title: string;
  readonly seed: number;
  readonly seconds: number;
  readonly notes: readonly string[];
  readonly findings: readonly Finding[];
}

export interface RunOptions {
  readonly stack: LocalStack;
  readonly form: Form;
  readonly seed: number;
}

/** Runs a fault. Never rejects: one that could not be tried is a demand that is not met. */
export async function runScenario(
  { id, title, run }: Scenario,
  { stack, form, seed }: RunOptions,
): Promise<Verdict> {
  const begin = performance.now();
  const notes: string[] = [];
  const findings = await run({
    ...{ stack, form, seed, seconds: SECONDS[form] },
    say: (text) => notes.push(text),
  }).catch((error: unknown): readonly Finding[] => {
    const found = error instanceof Error ? error.message : String(error);
    return [{ demand: 'can be tried', found, isMet: false }];
  });
  const seconds = Math.round((performance.now() - begin) / 1000);
  return { id, title, seed, seconds, notes, findings };
}

export function isPassed({ findings }: Verdict): boolean {
  return findings.every(({ isMet }) => isMet);
}
