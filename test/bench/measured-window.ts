export interface WindowOptions {
  readonly warmupMs: number;
  readonly measureMs: number;
}

/** What a child that measures itself tells its parent: that the warm-up is over, and what came after. */
export type WindowReport =
  | { readonly kind: 'measuring' }
  | {
      readonly kind: 'measured';
      readonly deliveries: number;
      readonly seconds: number;
      readonly cpuSeconds: number;
    };

interface Mark {
  readonly atMs: number;
  readonly cpuMicros: number;
}

/** Counts deliveries over a fixed time after a warm-up, both of which begin by themselves. */
export class MeasuredWindow {
  readonly #options: WindowOptions;
  #warmUntilMs: number | undefined;
  #start: Mark | undefined;
  #deliveries = 0;
  readonly #over = Promise.withResolvers<undefined>();
  #isOver = false;

  constructor(options: WindowOptions) {
    this.#options = options;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Resolves when the window closes. */
  get whenOver(): Promise<undefined> {
    return this.#over.promise;
  }

  /** Counts one finished delivery. */
  count(): void {
    if (this.#isOver) return;
    const now = performance.now();
    if (this.#start === undefined) {
      this.#warmUntilMs ??= now + this.#options.warmupMs;
      if (now < this.#warmUntilMs) return;
      this.#start = mark();
      report({ kind: 'measuring' });
      return;
    }
    this.#deliveries += 1;
    if (now - this.#start.atMs >= this.#options.measureMs) this.close();
  }

  /** Ends the window early, where there is nothing more to deliver. */
  close(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const end = mark();
    const start = this.#start ?? end;
    report({
      kind: 'measured',
      deliveries: this.#deliveries,
      seconds: (end.atMs - start.atMs) / 1000,
      cpuSeconds: (end.cpuMicros - start.cpuMicros) / 1e6,
    });
    this.#over.resolve(undefined);
  }
}

function mark(): Mark {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  return { atMs: performance.now(), cpuMicros: userCPUTime + systemCPUTime };
}

function report(message: WindowReport): void {
  process.send?.(message);
}
