interface Change {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly timer: NodeJS.Timeout;
}

/** How much may be under way at once, in records and in bytes; a record larger than the budget goes alone. */
export class IntakeBudget {
  readonly #maxRecords: number;
  readonly #maxBytes: number;
  #records = 0;
  #bytes = 0;
  #change: Change | undefined;

  constructor(maxRecords: number, maxBytes: number) {
    this.#maxRecords = maxRecords;
    this.#maxBytes = maxBytes;
  }

  get records(): number {
    return this.#records;
  }

  get bytes(): number {
    return this.#bytes;
  }

  hasRoom(bytes: number): boolean {
    return this.#records === 0 || (this.#records < this.#maxRecords && this.#bytes + bytes <= this.#maxBytes);
  }

  take(bytes: number): void {
    this.#records += 1;
    this.#bytes += bytes;
  }

  give(bytes: number): void {
    this.#records -= 1;
    this.#bytes -= bytes;
    this.wake();
  }

  /** Lets whoever waits look again: something beside the budget may have made room. */
  wake(): void {
    const change = this.#change;
    if (change === undefined) return;
    this.#change = undefined;
    clearTimeout(change.timer);
    change.resolve();
  }

  /** Resolves at the next `give` or `wake`, or after `timeoutMs`; all who wait share one promise, and the first one's timeout. */
  changed(timeoutMs: number): Promise<void> {
    if (this.#change === undefined) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(() => {
        this.wake();
      }, timeoutMs);
      this.#change = { promise, resolve, timer };
    }
    return this.#change.promise;
  }
}
