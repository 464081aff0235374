import type { ErrorCode } from '@patchbay/integration-contracts';

/** Settings that could not be sealed again. */
export interface RotationFailure {
  readonly id: string;
  /** Id of the key that it takes to open them. */
  readonly key: string;
  readonly code: ErrorCode;
}

export interface RotationFindings {
  readonly failed: number;
  /** The first hundred of them. */
  readonly failures: readonly RotationFailure[];
}

export interface RotationStart {
  /** Id of the key that everything is sealed with in the end. */
  readonly key: string;
  readonly startedAt: Date;
  /** Name of the actor. */
  readonly startedBy: string;
  /** How many settings other keys had sealed then. */
  readonly total: number;
}

/** The rotation that runs or was the last one. */
export interface RotationState extends RotationStart, RotationFindings {
  readonly isRunning: boolean;
  readonly finishedAt: Date | null;
  /** How many were sealed again so far. */
  readonly done: number;
}

/**
 * What replicas know of each other's work on a rotation. How far it has got lies in the settings themselves; what is here says
 * that there is one, and who is at it.
 */
export abstract class RotationStore {
  abstract read(): Promise<RotationState | undefined>;
  /** @returns whether it was begun: `false` when one towards the same key runs already. One towards another key ends. */
  abstract begin(start: RotationStart): Promise<boolean>;
  /** Takes a rotation towards this key, or goes on with it, for `leaseMs`. @returns `false` for none, or when another has it */
  abstract hold(owner: string, key: string, leaseMs: number): Promise<boolean>;
  /** Adds to what is done, and replaces what was found; for whoever holds it. */
  abstract report(owner: string, progress: RotationFindings & { readonly resealed: number }): Promise<void>;
  abstract finish(owner: string, at: Date): Promise<void>;
}
