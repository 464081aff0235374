/** Answers `undefined` when all is well, else what is missing, for people. */
export type ReadinessCheck = () => string | undefined;

/** Whether this process can take work; each part adds its own check. */
export class Readiness {
  readonly #checks = new Map<string, ReadinessCheck>();

  add(name: string, check: ReadinessCheck): void {
    this.#checks.set(name, check);
  }

  /** What keeps the process from being ready, by part. */
  problems(): Record<string, string> {
    const problems: Record<string, string> = {};
    for (const [name, check] of this.#checks) {
      const problem = check();
      if (problem !== undefined) problems[name] = problem;
    }
    return problems;
  }
}
