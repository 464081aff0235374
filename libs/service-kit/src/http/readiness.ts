/** Answers `undefined` when all is well, else what is missing, for people. */
export type ReadinessCheck = () => string | undefined;

/** Whether this process can take work; each part adds its own check. */
export class Readiness {
  readonly #checks = new Map<string, ReadinessCheck>();
  readonly #notes = new Map<string, ReadinessCheck>();

  add(name: string, check: ReadinessCheck): void {
    this.#checks.set(name, check);
  }

  /** Adds what people should know, though it does not keep the process from taking work; `undefined` for nothing. */
  note(name: string, note: ReadinessCheck): void {
    this.#notes.set(name, note);
  }

  /** What keeps the process from being ready, by part. */
  problems(): Record<string, string> {
    return answersOf(this.#checks);
  }

  notes(): Record<string, string> {
    return answersOf(this.#notes);
  }
}

function answersOf(checks: ReadonlyMap<string, ReadinessCheck>): Record<string, string> {
  const answers: Record<string, string> = {};
  for (const [name, check] of checks) {
    const answer = check();
    if (answer !== undefined) answers[name] = answer;
  }
  return answers;
}
