import type { DeliveryOutcome } from '@patchbay/integration-contracts';
import { RecentIds } from '@patchbay/service-kit/kafka';
import type { RecentIdsOptions } from '@patchbay/service-kit/kafka';
import type { Delivery } from '../deliveries/delivery-job.ts';
import { stageAfter, stageOf } from './stage.ts';

/**
 * Remembers for each partition which deliveries are over or live on in a later record, and which are under way here, so that a record
 * that comes again makes no second request. What people ask for is meant to be sent again, and is no business of it.
 */
export class Deduplication {
  readonly #options: RecentIdsOptions;
  readonly #memories = new Map<number, RecentIds>();
  /** By delivery id, those who wait for its end. */
  readonly #underWay = new Map<string, readonly (() => void)[]>();

  constructor(options: RecentIdsOptions) {
    this.#options = options;
  }

  /** Bytes of what is remembered. */
  get bytes(): number {
    return [...this.#memories.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /**
   * Takes a delivery up; {@link end} gives it back. Where it is under way already its end is waited for: it may be left undone, and
   * then this record is what carries it.
   * @returns `false` when there is nothing left to do about this record of it
   */
  begin({ id, job }: Pick<Delivery, 'id' | 'job'>): boolean | Promise<boolean> {
    const { record, headers } = job;
    if (headers.request !== undefined) return true;
    const memory = this.#memories.get(record.partition);
    if (memory !== undefined && memory.markOf(id) > stageOf(headers.retry)) return false;
    const waiting = this.#underWay.get(id);
    if (waiting === undefined) {
      this.#underWay.set(id, NOBODY);
      return true;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#underWay.set(id, [...waiting, resolve]);
    return promise.then(() => this.begin({ id, job }));
  }

  end({ id, job }: Pick<Delivery, 'id' | 'job'>): void {
    if (job.headers.request !== undefined) return;
    const waiting = this.#underWay.get(id) ?? NOBODY;
    this.#underWay.delete(id);
    for (const go of waiting) go();
  }

  /**
   * Learns of an outcome, of this worker or from the topic of results. It must be on Kafka by then: a repetition that is dropped is
   * committed without one of its own.
   */
  learn(partition: number, outcome: DeliveryOutcome): void {
    if (outcome.requestId !== undefined) return;
    if (this.#options.now() - outcome.at >= this.#options.windowMs) return;
    const stage = stageAfter(outcome);
    if (stage > 0) this.#memoryOf(partition).remember(outcome.deliveryId, stage);
  }

  /** Gives back what only partitions took that others have by now. */
  forgetStale(): void {
    for (const [partition, memory] of this.#memories) if (memory.isStale) this.#memories.delete(partition);
  }

  #memoryOf(partition: number): RecentIds {
    let memory = this.#memories.get(partition);
    if (memory === undefined) {
      memory = new RecentIds(this.#options);
      this.#memories.set(partition, memory);
    }
    return memory;
  }
}

/** Hardly anybody ever waits. */
const NOBODY: readonly (() => void)[] = [];
