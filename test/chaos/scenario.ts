import type { LocalStack } from '@patchbay/tools/local-stack';
import type { Form } from './chaos-options.ts';

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

/** A fault, how it is injected, and what must hold nevertheless. */
export interface Scenario {
  /** As in the list of faults: `F1`. */
  readonly id: string;
  readonly title: string;
  readonly run: (context: ScenarioContext) => Promise<readonly Finding[]>;
}

export function finding(demand: string, isMet: boolean, found: string | number): Finding {
  return { demand, isMet, found: String(found) };
}
