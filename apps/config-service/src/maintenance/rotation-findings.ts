import type { RotationFailure, RotationFindings } from './rotation.store.ts';

/** What a rotation could not seal again: all are counted, the first ones are listed. */
export class RotationFindingsList {
  static readonly LISTED = 100;
  #failed = 0;
  #failures: RotationFailure[] = [];

  get summary(): RotationFindings {
    return { failed: this.#failed, failures: [...this.#failures] };
  }

  add(failures: readonly RotationFailure[], count: number): void {
    this.#failed += count;
    this.#failures.push(...failures.slice(0, RotationFindingsList.LISTED - this.#failures.length));
  }

  clear(): void {
    this.#failed = 0;
    this.#failures = [];
  }
}
