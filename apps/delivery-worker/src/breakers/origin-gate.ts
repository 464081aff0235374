import type { EventEmitter } from 'node:events';
import CircuitBreaker from 'opossum';
import type { BreakerState } from '@patchbay/integration-contracts';
import type { Exchange } from '@patchbay/service-kit/outbound';
import type { Deadline, DeadlineQueue } from '../outbound/deadline-queue.ts';
import { LatencyFloor, usefulInFlight } from './in-flight-limit.ts';
import { PaceMeter } from './pace-meter.ts';

export interface BreakerOptions {
  readonly errorPercentage: number;
  readonly volume: number;
  readonly windowMs: number;
  readonly resetMs: number;
}

export interface GateOptions {
  readonly maxInFlight: number;
  readonly breaker: BreakerOptions;
}

/** What all gates share: the slots of the process, one clock for waiting, one for the breakers' buckets. */
export interface GateContext {
  readonly hasRoom: () => boolean;
  readonly onTaken: () => void;
  readonly onReleased: (gate: OriginGate, wasCalled: boolean) => void;
  readonly onQueued: (gate: OriginGate) => void;
  readonly onLeft: (gate: OriginGate) => void;
  /** Asked each time a wait has lasted as long as a wait may: `false` parks the delivery. */
  readonly mayKeepWaiting: (gate: OriginGate) => boolean;
  /** @param failures calls that failed within the window, where it opened */
  readonly onBreakerChange: (state: BreakerState, failures?: number) => void;
  readonly waits: DeadlineQueue;
  readonly rotation: EventEmitter;
}

/** Why a call was not made. */
export type Refusal = 'breaker_open' | 'no_slot' | 'abandoned';

interface Waiter {
  readonly resume: (refusal: Refusal | undefined) => void;
  deadline: Deadline;
}

/** Carries a failed exchange through the breaker, which counts what throws. */
class FailedExchange extends Error {
  readonly exchange: Exchange;
  constructor(exchange: Exchange) {
    super('the exchange failed');
    this.exchange = exchange;
  }
}

type Call = () => Promise<Exchange>;
type IsFailure = (exchange: Exchange) => boolean;

/** Lets the breaker see a failure, which it knows by what throws. */
function counted(call: Call, isFailure: IsFailure): Promise<Exchange> {
  return call().then((exchange) => {
    if (isFailure(exchange)) throw new FailedExchange(exchange);
    return exchange;
  });
}

export const BREAKER_BUCKETS = 10;
const always = (): boolean => true;

/** The way to one origin: so many calls at once, so many waiting, and none while its breaker is open. */
export class OriginGate {
  readonly #options: GateOptions;
  readonly #context: GateContext;
  readonly #breaker: CircuitBreaker<[Call, IsFailure], Exchange>;
  /** In the order they came; a set, so that one in the middle leaves at no cost. */
  readonly #queue = new Set<Waiter>();
  readonly pace = new PaceMeter();
  readonly #latency = new LatencyFloor();
  #maxInFlight: number;
  #inFlight = 0;
  lastUsedAt = 0;

  constructor(options: GateOptions, context: GateContext) {
    this.#options = options;
    this.#maxInFlight = options.maxInFlight;
    this.#context = context;
    this.#breaker = new CircuitBreaker(counted, {
      timeout: false,
      errorThresholdPercentage: options.breaker.errorPercentage,
      volumeThreshold: options.breaker.volume,
      rollingCountTimeout: options.breaker.windowMs,
      rollingCountBuckets: BREAKER_BUCKETS,
      rollingPercentilesEnabled: false,
      resetTimeout: options.breaker.resetMs,
      enableSnapshots: false,
      rotateBucketController: context.rotation,
    });
    this.#breaker.on('open', () => {
      context.onBreakerChange('open', this.#breaker.stats.failures);
      this.#refuseQueued();
    });
    this.#breaker.on('halfOpen', () => {
      context.onBreakerChange('half_open');
    });
    this.#breaker.on('close', () => {
      context.onBreakerChange('closed');
    });
  }

  get state(): BreakerState {
    if (this.#breaker.opened) return 'open';
    return this.#breaker.halfOpen ? 'half_open' : 'closed';
  }

  get isIdle(): boolean {
    return this.#inFlight === 0 && this.#queue.size === 0;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** Whether there is a slot for another call. */
  get canStart(): boolean {
    return this.#inFlight < this.#maxInFlight && this.#context.hasRoom();
  }

  get waiting(): number {
    return this.#queue.size;
  }

  /**
   * Makes the call when there is a slot for it in time and the breaker lets it through.
   * @param isFailure what the breaker counts
   * @param mayStart asked once more after the wait; `abandoned` is the answer where it may not any longer
   */
  pass(call: Call, isFailure: IsFailure, mayStart: () => boolean = always): Promise<Exchange | Refusal> {
    this.lastUsedAt = Date.now();
    if (this.#breaker.opened) return Promise.resolve('breaker_open');
    if (!this.canStart)
      return this.#wait().then(
        (refusal) => refusal ?? (mayStart() ? this.#fire(call, isFailure) : this.#release('abandoned')),
      );
    this.#take();
    return this.#fire(call, isFailure);
  }

  /** Starts the first that waits, if it may. */
  resumeNext(): void {
    const [waiter] = this.#queue;
    if (waiter === undefined || !this.canStart) return;
    this.#leave(waiter);
    this.#take();
    waiter.resume(undefined);
  }

  /** Begins a new second: adapts to the load of the process, and lets in who waited for that. */
  rotate(isSaturated: boolean, isNewWindow: boolean): void {
    const callsPerSecond = this.pace.recent / 2;
    this.pace.rotate();
    if (isNewWindow) this.#latency.rotate();
    const { maxInFlight } = this.#options;
    this.#maxInFlight = isSaturated
      ? usefulInFlight(maxInFlight, callsPerSecond, this.#latency.value)
      : maxInFlight;
    while (this.#queue.size > 0 && this.canStart) this.resumeNext();
  }

  close(): void {
    this.#breaker.shutdown();
  }

  /** At once, not when the waiter gets its turn: in between somebody else would take the same slot. */
  #take(): void {
    this.#inFlight += 1;
    this.#context.onTaken();
  }

  #wait(): Promise<Refusal | undefined> {
    return new Promise((resolve) => {
      const expire = (): void => {
        if (this.#context.mayKeepWaiting(this)) {
          waiter.deadline = this.#context.waits.add(expire);
          return;
        }
        this.#leave(waiter);
        resolve('no_slot');
      };
      const waiter: Waiter = { resume: resolve, deadline: this.#context.waits.add(expire) };
      this.#queue.add(waiter);
      this.#context.onQueued(this);
    });
  }

  #leave(waiter: Waiter): void {
    waiter.deadline.cancel();
    this.#queue.delete(waiter);
    this.#context.onLeft(this);
  }

  #refuseQueued(): void {
    for (const waiter of [...this.#queue]) {
      this.#leave(waiter);
      waiter.resume('breaker_open');
    }
  }

  /** In the slot that was taken for it. */
  #fire(call: Call, isFailure: IsFailure): Promise<Exchange | Refusal> {
    return this.#breaker.fire(call, isFailure).then(
      (exchange) => this.#release(exchange),
      (error: unknown) => {
        if (error instanceof FailedExchange) return this.#release(error.exchange);
        const refusal = this.#release('breaker_open');
        if (CircuitBreaker.isOurError(error as Error)) return refusal;
        throw error;
      },
    );
  }

  #release<Outcome extends Exchange | Refusal>(outcome: Outcome): Outcome {
    this.#inFlight -= 1;
    // What the breaker held back took no time: as a call, it would make the origin look fast.
    const wasCalled = typeof outcome !== 'string';
    if (wasCalled) {
      this.#latency.observe(outcome.durationMs);
      this.pace.count();
    }
    this.#context.onReleased(this, wasCalled);
    return outcome;
  }
}
