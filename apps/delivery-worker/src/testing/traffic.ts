import { OriginRegistry } from '../breakers/origin-registry.ts';
import type { RegistryOptions } from '../breakers/origin-registry.ts';
import type { Exchange } from '@patchbay/service-kit/outbound';
import { answered } from './an-exchange.ts';

export const BREAKER = { errorPercentage: 50, volume: 4, windowMs: 10_000, resetMs: 30_000 };
export const SLOT_WAIT_MS = 1000;
const DEFAULTS = { maxInFlightTotal: 100, maxInFlight: 2, slotWaitMs: SLOT_WAIT_MS, breaker: BREAKER };
/** Longer than any chain of promises here. */
const TURNS = 50;

const isFailure = ({ answer }: Exchange): boolean => answer?.status !== 200;

/** Lets promises settle, whatever the clock is. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await Promise.resolve();
}

/** What a call came to, or `pending`. */
export async function outcomeOf(passing: Promise<Exchange | string> | undefined): Promise<unknown> {
  const pending = Promise.resolve('pending');
  await settle();
  return Promise.race([passing, pending]);
}

/** Calls at origins that answer when a test says so. */
export class Traffic {
  readonly registry: OriginRegistry;
  readonly changes: string[] = [];
  /** Calls under way, the oldest first. */
  readonly underWay: { origin: string; end: (exchange?: Exchange) => Promise<void> }[] = [];
  calls = 0;

  constructor(options: Partial<RegistryOptions> = {}) {
    this.registry = new OriginRegistry({
      ...DEFAULTS,
      onBreakerChange: ({ state }) => this.changes.push(state),
      ...options,
    });
  }

  pass(origin: string): Promise<Exchange | string> {
    return this.registry.gateOf(origin).pass(() => this.#call(origin), isFailure);
  }

  /** As many calls as given, without an answer yet. */
  send(origin: string, count: number): Promise<Exchange | string>[] {
    return Array.from({ length: count }, () => this.pass(origin));
  }

  /** The same, where nobody asks what became of them. */
  load(origin: string, count: number): void {
    for (let calls = 0; calls < count; calls += 1) void this.pass(origin);
  }

  /** A call that is answered at once. */
  async exchange(origin: string, exchange: Exchange): Promise<Exchange | string> {
    const passing = this.pass(origin);
    await settle();
    await this.underWay.at(-1)?.end(exchange);
    return passing;
  }

  at(origin: string): number {
    return this.underWay.filter((call) => call.origin === origin).length;
  }

  async end(origin: string, exchange?: Exchange): Promise<void> {
    await this.underWay.find((call) => call.origin === origin)?.end(exchange);
  }

  #call(origin: string): Promise<Exchange> {
    this.calls += 1;
    return new Promise((resolve) => {
      const call = {
        origin,
        end: (exchange = answered(200)): Promise<void> => {
          this.underWay.splice(this.underWay.indexOf(call), 1);
          resolve(exchange);
          return settle();
        },
      };
      this.underWay.push(call);
    });
  }
}
