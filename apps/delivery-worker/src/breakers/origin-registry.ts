import { EventEmitter } from 'node:events';
import type { BreakerState } from '@patchbay/integration-contracts';
import { DeadlineQueue } from '../outbound/deadline-queue.ts';
import { PaceMeter, isWorthWaiting } from './pace-meter.ts';
import { BREAKER_BUCKETS, OriginGate } from './origin-gate.ts';
import type { GateContext, GateOptions } from './origin-gate.ts';

/** What became of the breaker of an origin. */
export interface BreakerChange {
  readonly origin: string;
  readonly state: BreakerState;
  readonly failures?: number;
}

export interface RegistryOptions extends GateOptions {
  /** Calls at once over all origins. */
  readonly maxInFlightTotal: number;
  readonly slotWaitMs: number;
  readonly onBreakerChange: (change: BreakerChange) => void;
  /** Whether the process has as much to do as it can; then no more is begun than helps. */
  readonly isSaturated?: () => boolean;
}

/** A gate that was not used for so long is dropped, breaker and all. */
const IDLE_MS = 600_000;
const SWEEP_MS = 60_000;
const PACE_MS = 1000;
/** Seconds for which an origin's best latency is remembered, at least. */
const FLOOR_WINDOW = 30;
/** While the process is saturated, so many deliveries may wait: more would only be held in memory. */
const WAITING_WHILE_SATURATED = 64;
const SLOW_SHARE = 0.25;

/** The gates of all origins, and the slots that they share in turn. */
export class OriginRegistry {
  readonly #options: RegistryOptions;
  readonly #gates = new Map<string, OriginGate>();
  /** Gates where something waits, the longest-served last. */
  readonly #waiting = new Set<OriginGate>();
  readonly #context: Omit<GateContext, 'onBreakerChange'>;
  readonly #rotation = new EventEmitter();
  readonly #timers: readonly NodeJS.Timeout[];
  readonly #pace = new PaceMeter();
  #inFlight = 0;
  #queued = 0;
  #seconds = 0;
  /** Deliveries that wait at most when room is told of; 0 while nobody found the room full. */
  #tellBelow = 0;
  #onRoom: () => void = () => undefined;

  constructor(options: RegistryOptions) {
    this.#options = options;
    this.#rotation.setMaxListeners(0);
    this.#context = {
      hasRoom: () => this.#inFlight < options.maxInFlightTotal,
      onTaken: () => {
        this.#inFlight += 1;
      },
      onReleased: (gate, wasCalled) => {
        if (wasCalled) this.#pace.count();
        this.#release(gate);
      },
      onQueued: (gate) => {
        this.#queued += 1;
        this.#waiting.add(gate);
      },
      onLeft: (gate) => {
        this.#queued -= 1;
        this.#tellOfRoom();
        if (gate.waiting === 0) this.#waiting.delete(gate);
      },
      mayKeepWaiting: (gate) => this.#mayKeepWaiting(gate),
      waits: new DeadlineQueue(options.slotWaitMs),
      rotation: this.#rotation,
    };
    this.#timers = [
      setInterval(() => this.#rotation.emit('rotate'), options.breaker.windowMs / BREAKER_BUCKETS).unref(),
      setInterval(() => {
        this.#rotatePace();
      }, PACE_MS).unref(),
      setInterval(() => {
        this.#dropIdle();
      }, SWEEP_MS).unref(),
    ];
  }

  gateOf(origin: string): OriginGate {
    let gate = this.#gates.get(origin);
    if (gate === undefined) {
      gate = new OriginGate(this.#options, {
        ...this.#context,
        onBreakerChange: (state, failures) => {
          this.#options.onBreakerChange({ origin, state, ...(failures !== undefined && { failures }) });
        },
      });
      this.#gates.set(origin, gate);
    }
    return gate;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** Deliveries that wait for a slot. */
  get waiting(): number {
    return this.#queued;
  }

  /** Calls back when a room that was found full is half empty, and whenever it is empty. */
  notifyOfRoom(onRoom: () => void): void {
    this.#onRoom = onRoom;
  }

  /** Whether more deliveries should be taken, of which at most `maxWaiting` may wait for slots. */
  hasRoom(maxWaiting: number): boolean {
    const limit = this.#isSaturated() ? Math.min(WAITING_WHILE_SATURATED, maxWaiting) : maxWaiting;
    this.#tellBelow = 0;
    if (this.#queued < limit) return true;
    // One that is slower than the rest counts for a part only: it must not keep others' deliveries from being taken.
    const share = limit * SLOW_SHARE;
    let counted = 0;
    for (const gate of this.#waiting) {
      const isSlow = this.#pace.recent > 0 && !this.#mayKeepWaiting(gate);
      counted += isSlow ? Math.min(gate.waiting, share) : gate.waiting;
      if (counted < limit) continue;
      this.#tellBelow = limit / 2;
      return false;
    }
    return true;
  }

  /** Once half of a full room is empty: whoever asks at each place that comes free spends the time that it lacks. */
  #tellOfRoom(): void {
    if (this.#queued > this.#tellBelow) return;
    this.#tellBelow = 0;
    this.#onRoom();
  }

  /** How many breakers are in each state. */
  states(): Record<BreakerState, number> {
    const counts = { open: 0, half_open: 0, closed: 0 };
    for (const gate of this.#gates.values()) counts[gate.state] += 1;
    return counts;
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
    for (const [origin, gate] of this.#gates) this.#drop(origin, gate);
  }

  #release(gate: OriginGate): void {
    const wasFull = !this.#context.hasRoom();
    this.#inFlight -= 1;
    // Only where all slots were taken can another origin have waited for this one.
    if (wasFull) this.#resumeInTurn();
    else gate.resumeNext();
  }

  /**
   * The origin with the fewest calls under way comes first, the longest-served last among equals. Were it whoever waits
   * longest, slow origins would take all slots in the end: theirs come free so seldom.
   */
  #resumeInTurn(): void {
    let next: OriginGate | undefined;
    for (const gate of this.#waiting) {
      if (gate.canStart && (next === undefined || gate.inFlight < next.inFlight)) next = gate;
    }
    if (next === undefined) return;
    next.resumeNext();
    if (this.#waiting.delete(next)) this.#waiting.add(next);
  }

  #mayKeepWaiting(gate: OriginGate): boolean {
    return isWorthWaiting({
      originPace: gate.pace.recent,
      totalPace: this.#pace.recent,
      originWaiting: gate.waiting,
      totalWaiting: this.#queued,
    });
  }

  #isSaturated(): boolean {
    return this.#options.isSaturated?.() === true;
  }

  #rotatePace(): void {
    this.#pace.rotate();
    this.#seconds += 1;
    const isNewWindow = this.#seconds % FLOOR_WINDOW === 0;
    const isSaturated = this.#isSaturated();
    for (const gate of this.#gates.values()) gate.rotate(isSaturated, isNewWindow);
  }

  /** Its breaker goes with it, so whoever heard that it was open must hear of that. */
  #drop(origin: string, gate: OriginGate): void {
    if (gate.state !== 'closed') this.#options.onBreakerChange({ origin, state: 'closed' });
    gate.close();
    this.#gates.delete(origin);
  }

  #dropIdle(): void {
    const before = Date.now() - IDLE_MS;
    for (const [origin, gate] of this.#gates) {
      if (gate.lastUsedAt >= before || !gate.isIdle) continue;
      this.#drop(origin, gate);
    }
  }
}
