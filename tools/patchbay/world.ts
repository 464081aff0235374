import type { ToolKafka } from '../services/index.ts';
import type { Ask } from './api/ask.ts';
import type { Progress } from './output/progress.ts';

/** Everything that commands reach outside of themselves. */
export interface World {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** A result, on standard output. */
  readonly write: (text: string) => void;
  /** A remark, on standard error, where it disturbs nobody who reads the results. */
  readonly note: (text: string) => void;
  readonly progress: () => Progress;
  readonly readInput: () => Promise<Buffer>;
  /** @param url of config-service */
  readonly connect: (url: string, token: string) => Ask;
  readonly kafka: (brokers: readonly string[]) => ToolKafka;
  /** Resolves when it is time to ask again. */
  readonly pause: () => Promise<void>;
  /** Aborts when the person has seen enough; until it is asked for, an interruption ends the process. */
  readonly stopped: () => AbortSignal;
  /** What was asked for was not done, or is not all right: ends with 1. */
  readonly fail: () => void;
}
