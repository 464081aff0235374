import { RotationStore } from '../maintenance/rotation.store.ts';
import type { RotationFindings, RotationStart, RotationState } from '../maintenance/rotation.store.ts';

/** The rotations of unit tests; it passes the same suite as the real one. */
export class InMemoryRotationStore extends RotationStore {
  /** Epoch milliseconds, for leases to run out by. */
  nowMs = 0;
  #state: RotationState | undefined;
  #owner = '';
  #leasedUntil = 0;

  override read(): Promise<RotationState | undefined> {
    return Promise.resolve(this.#state);
  }

  override begin(start: RotationStart): Promise<boolean> {
    if (this.#state?.isRunning === true && this.#state.key === start.key) return Promise.resolve(false);
    this.#state = { ...start, isRunning: true, finishedAt: null, done: 0, failed: 0, failures: [] };
    this.#leasedUntil = 0;
    this.#owner = '';
    return Promise.resolve(true);
  }

  override hold(owner: string, key: string, leaseMs: number): Promise<boolean> {
    const isFree = this.#owner === owner || this.#leasedUntil <= this.nowMs;
    if (this.#state?.isRunning !== true || this.#state.key !== key || !isFree) return Promise.resolve(false);
    this.#owner = owner;
    this.#leasedUntil = this.nowMs + leaseMs;
    return Promise.resolve(true);
  }

  override report(
    owner: string,
    { resealed, ...findings }: RotationFindings & { readonly resealed: number },
  ): Promise<void> {
    return this.#change(owner, (state) => ({ ...state, ...findings, done: state.done + resealed }));
  }

  override finish(owner: string, at: Date): Promise<void> {
    return this.#change(owner, (state) => ({
      ...state,
      isRunning: false,
      finishedAt: at,
      total: state.done + state.failed,
    }));
  }

  #change(owner: string, change: (state: RotationState) => RotationState): Promise<void> {
    if (this.#state !== undefined && this.#owner === owner) this.#state = change(this.#state);
    return Promise.resolve();
  }
}
