/** Something that ends at a fixed time after it began, unless it is cancelled before. */
export class Deadline {
  readonly at: number;
  #expire: (() => void) | undefined;

  constructor(at: number, expire: () => void) {
    this.at = at;
    this.#expire = expire;
  }

  get isDone(): boolean {
    return this.#expire === undefined;
  }

  /** Lets go of what would have been called: the queue may hold the deadline itself for as long as it would have run. */
  cancel(): void {
    this.#expire = undefined;
  }

  expire(): void {
    const expire = this.#expire;
    this.#expire = undefined;
    expire?.();
  }
}

const SWEEP_MS = 50;

/** Deadlines that all lie the same time ahead, and so fall due in the order they were set: one timer for all of them. */
export class DeadlineQueue {
  readonly #timeoutMs: number;
  #queue: Deadline[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
  }

  /** Deadlines that are held, those included that were cancelled behind one that still runs. */
  get size(): number {
    return this.#queue.length;
  }

  add(expire: () => void): Deadline {
    const deadline = new Deadline(performance.now() + this.#timeoutMs, expire);
    this.#queue.push(deadline);
    this.#timer ??= setInterval(() => {
      this.#sweep();
    }, SWEEP_MS).unref();
    return deadline;
  }

  #sweep(): void {
    const now = performance.now();
    let passed = 0;
    for (const deadline of this.#queue) {
      if (!deadline.isDone && deadline.at > now) break;
      passed += 1;
      deadline.expire();
    }
    this.#queue = this.#queue.slice(passed);
    if (this.#queue.length > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
