import type { AdminApi } from './admin-api.ts';

/** What a task works with. */
export interface TaskContext {
  readonly api: AdminApi;
  /** Writes a line. */
  readonly say: (line: string) => void;
  /** Resolves when it is time to ask again. */
  readonly pause: () => Promise<void>;
}
