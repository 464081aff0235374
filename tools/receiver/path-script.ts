import type { Behaviour, PlannedAnswer } from './behaviour.ts';
import { seededRandom } from './seeded-random.ts';

const OK = 200;
const DEFAULT_FAIL_STATUS = 503;
const DEFAULT_SEED = 1;

/** Plays the behaviour of one path, request by request. Equal seeds give equal plays. */
export class PathScript {
  readonly behaviour: Behaviour;
  readonly #random: () => number;
  readonly #failuresByKey = new Map<string, number>();
  #played = 0;

  constructor(behaviour: Behaviour) {
    this.behaviour = behaviour;
    this.#random = seededRandom(behaviour.seed ?? DEFAULT_SEED);
  }

  /** @param key the request's `Idempotency-Key`; requests without one count as one sender */
  next(key: string): PlannedAnswer {
    const { answers = [OK], delayMs = 0, jitterMs = 0, failStatus = DEFAULT_FAIL_STATUS } = this.behaviour;
    const answer = answers[Math.min(this.#played, answers.length - 1)] ?? OK;
    this.#played += 1;
    const waitMs = jitterMs > 0 ? delayMs + this.#random() * jitterMs : delayMs;
    return { answer: this.#fails(key) ? failStatus : answer, waitMs };
  }

  #fails(key: string): boolean {
    const { failRate = 0, maxFailuresPerKey = Infinity } = this.behaviour;
    if (failRate === 0 || this.#random() >= failRate) return false;
    const failures = this.#failuresByKey.get(key) ?? 0;
    if (failures >= maxFailuresPerKey) return false;
    if (maxFailuresPerKey !== Infinity) this.#failuresByKey.set(key, failures + 1);
    return true;
  }
}
