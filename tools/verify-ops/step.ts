import type { ObservedWorld } from './observed-world.ts';

/** One thing that was looked at. */
export interface Finding {
  readonly what: string;
  readonly isOk: boolean;
  /** What was seen; for one that is not all right, what is wrong. */
  readonly detail: string;
}

/** A part of the verification. Those about files need nothing to run; the others look at services under load. */
export type Step =
  | { readonly name: string; readonly needs: 'files'; readonly run: () => Promise<readonly Finding[]> }
  | {
      readonly name: string;
      readonly needs: 'load';
      readonly run: (world: ObservedWorld) => Promise<readonly Finding[]>;
    };

export interface StepReport {
  readonly step: string;
  readonly seconds: number;
  readonly findings: readonly Finding[];
}

export const ROOT = new URL('../../', import.meta.url).pathname;
