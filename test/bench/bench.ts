import type { LocalStack } from '@patchbay/tools/local-stack';
import type { BenchOptions } from './bench-options.ts';

/** Endpoints that every event goes to. */
export const FAN_OUT = 5;
export const PARTITIONS = 6;

/** What every variant is given. */
export interface Bench {
  readonly options: BenchOptions;
  readonly signal: AbortSignal;
  /** Tells a person what happens now. */
  readonly say: (text: string) => void;
}

/** What the variants with Kafka and MongoDB are given besides. */
export interface StackedBench extends Bench {
  readonly stack: LocalStack;
}
