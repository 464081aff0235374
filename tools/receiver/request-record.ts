import type { ReceivedRequest } from './received-request.ts';

interface Waiter {
  readonly isMet: () => boolean;
  readonly resolve: () => void;
}

/** What a receiver has seen: the latest requests, and counters that go on when old requests are dropped. */
export class RequestRecord {
  readonly #maxRequests: number;
  readonly #countByPath = new Map<string, number>();
  readonly #waiters = new Set<Waiter>();
  #requests: ReceivedRequest[] = [];
  #total = 0;

  /** @param maxRequests requests that are kept; 0 only counts */
  constructor(maxRequests: number) {
    this.#maxRequests = maxRequests;
  }

  get isKeeping(): boolean {
    return this.#maxRequests > 0;
  }

  get requests(): readonly ReceivedRequest[] {
    return this.#requests;
  }

  get total(): number {
    return this.#total;
  }

  get countByPath(): ReadonlyMap<string, number> {
    return this.#countByPath;
  }

  count(path: string): void {
    this.#total += 1;
    this.#countByPath.set(path, (this.#countByPath.get(path) ?? 0) + 1);
    if (!this.isKeeping) this.#notify();
  }

  keep(request: ReceivedRequest): void {
    this.#requests.push(request);
    // Halving is rare and cheap; shifting one off a long array for each request is not.
    if (this.#requests.length > this.#maxRequests * 2)
      this.#requests = this.#requests.slice(-this.#maxRequests);
    this.#notify();
  }

  clear(): void {
    this.#requests = [];
    this.#countByPath.clear();
    this.#total = 0;
  }

  /** Resolves as soon as the condition holds; checked after each request. Rejects with what did come in instead. */
  waitUntil(what: string, isMet: () => boolean, timeoutMs: number): Promise<void> {
    if (isMet()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const settle = (end: () => void): void => {
        clearTimeout(timer);
        this.#waiters.delete(waiter);
        end();
      };
      const waiter = {
        isMet,
        resolve: () => {
          settle(resolve);
        },
      };
      const timer = setTimeout(() => {
        settle(() => {
          reject(new Error(`waited ${timeoutMs / 1000} s for ${what}; received ${this.#summary()}`));
        });
      }, timeoutMs);
      this.#waiters.add(waiter);
    });
  }

  #notify(): void {
    for (const waiter of this.#waiters) if (waiter.isMet()) waiter.resolve();
  }

  #summary(): string {
    const counts = [...this.#countByPath].map(([path, count]) => `${count} × ${path}`);
    return counts.length === 0 ? 'nothing' : counts.join(', ');
  }
}
