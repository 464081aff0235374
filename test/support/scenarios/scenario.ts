import type { LocalStack } from '@patchbay/tools/local-stack';

/** How long and how hard: `short` runs with the tests, `reference` is what is reported, `long` is for a night. */
export type Form = 'short' | 'reference' | 'long';

/** What one demand came to. */
export interface Finding {
  readonly demand: string;
  readonly found: string;
  readonly isMet: boolean;
}

export interface ScenarioContext {
  readonly stack: LocalStack;
  readonly form: Form;
  readonly seed: number;
  /** Seconds that the fault lasts, by the form. */
  readonly seconds: number;
  readonly say: (text: string) => void;
}

/** A fault or a piece of maintenance, how it is done, and what must hold nevertheless. */
export interface Scenario {
  /** What it is chosen by on the command line: `F1`, `rolling-update`. */
  readonly id: string;
  readonly title: string;
  readonly run: (context: ScenarioContext) => Promise<readonly Finding[]>;
}

export function finding(demand: string, isMet: boolean, found: string | number): Finding {
  return { demand, isMet, found: String(found) };
}
