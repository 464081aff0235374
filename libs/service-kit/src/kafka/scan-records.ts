import { randomUUID } from 'node:crypto';
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { toRecord } from './record.ts';
import type { KafkaRecord } from './record.ts';

/** Offsets of one partition; `to` is not among them. */
export interface OffsetRange {
  readonly from: number;
  readonly to: number;
}

export interface ScanOptions {
  readonly topic: string;
  /** By partition. */
  readonly ranges: ReadonlyMap<number, OffsetRange>;
  /** The reading group's name; a random part is added. */
  readonly groupPrefix: string;
  /** Called with one record at a time, in order within a partition. It may take its time. */
  readonly onRecord: (record: KafkaRecord) => Promise<void> | void;
  /** How long nothing may come before the scan fails. */
  readonly idleTimeoutMs: number;
  readonly signal?: AbortSignal;
}

/** Well below every session timeout that brokers allow by default. */
const HEARTBEAT_MS = 3000;

/**
 * Reads a part of a topic once, and commits nothing.
 * @throws what `onRecord` throws, what kafkajs reports, an Error when nothing comes for too long, or the signal's reason
 */
export async function scanRecords(kafka: Kafka, options: ScanOptions): Promise<void> {
  const ranges = new Map([...options.ranges].filter(([, { from, to }]) => from < to));
  if (ranges.size === 0) return;
  options.signal?.throwIfAborted();
  const consumer = kafka.consumer({
    groupId: `${options.groupPrefix}${randomUUID()}`,
    allowAutoTopicCreation: false,
    maxWaitTimeInMs: 500,
    retry: { restartOnFailure: () => Promise.resolve(false) },
  });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic: options.topic, fromBeginning: true });
    await new Scan(consumer, options, ranges).run();
  } finally {
    await consumer.disconnect();
  }
}

class Scan {
  readonly #consumer: Consumer;
  readonly #options: ScanOptions;
  readonly #left: Map<number, OffsetRange>;
  readonly #done = Promise.withResolvers<void>();
  #idle: NodeJS.Timeout | undefined;

  constructor(consumer: Consumer, options: ScanOptions, ranges: Map<number, OffsetRange>) {
    this.#consumer = consumer;
    this.#options = options;
    this.#left = ranges;
  }

  async run(): Promise<void> {
    const { signal } = this.#options;
    const abort = (): void => {
      this.#done.reject(signal?.reason);
    };
    signal?.addEventListener('abort', abort, { once: true });
    this.#consumer.on(this.#consumer.events.CRASH, ({ payload }) => {
      this.#done.reject(payload.error);
    });
    this.#waitAnew();
    try {
      // Together, because the scan may have to end while the group still forms: nobody would hear of it.
      await Promise.all([this.#begin(), this.#done.promise]);
    } finally {
      clearTimeout(this.#idle);
      signal?.removeEventListener('abort', abort);
    }
  }

  async #begin(): Promise<void> {
    await this.#consumer.run({ autoCommit: false, eachBatch: (payload) => this.#take(payload) });
    const { topic } = this.#options;
    for (const [partition, { from }] of this.#left) {
      this.#consumer.seek({ topic, partition, offset: String(from) });
    }
  }

  async #take(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    const { topic, partition } = batch;
    const range = this.#left.get(partition);
    // Whatever else the topic has is of no interest; paused, it is not fetched again.
    if (range === undefined) {
      this.#consumer.pause([{ topic, partitions: [partition] }]);
      return;
    }
    clearTimeout(this.#idle);
    // One that fails shows in the next fetch, which fails as well.
    const beat = setInterval(() => void payload.heartbeat().catch(() => undefined), HEARTBEAT_MS);
    try {
      for (const message of batch.messages) {
        const offset = Number(message.offset);
        if (offset < range.from || this.#options.signal?.aborted === true) continue;
        if (offset >= range.to) break;
        await this.#options.onRecord(toRecord(topic, partition, message));
      }
    } catch (error) {
      this.#done.reject(error);
      this.#left.clear();
      return;
    } finally {
      clearInterval(beat);
      this.#waitAnew();
    }
    this.#reached(partition, Number(batch.lastOffset()) + 1);
  }

  #reached(partition: number, offset: number): void {
    const range = this.#left.get(partition);
    if (range === undefined) return;
    if (offset >= range.to) this.#left.delete(partition);
    // Before it is over, the same records may be fetched twice: the seek comes after the first fetch.
    else if (offset > range.from) this.#left.set(partition, { ...range, from: offset });
    if (this.#left.size === 0) this.#done.resolve();
  }

  #waitAnew(): void {
    clearTimeout(this.#idle);
    const { idleTimeoutMs, topic } = this.#options;
    this.#idle = setTimeout(() => {
      this.#done.reject(new Error(`nothing came from ${topic} for ${idleTimeoutMs} ms`));
    }, idleTimeoutMs);
  }
}

/** The offsets that a topic keeps, by partition. @throws what kafkajs reports */
export async function keptOffsets(kafka: Kafka, topic: string): Promise<Map<number, OffsetRange>> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const partitions = await admin.fetchTopicOffsets(topic);
    return new Map(
      partitions.map(({ partition, low, high }) => [partition, { from: Number(low), to: Number(high) }]),
    );
  } finally {
    await admin.disconnect();
  }
}

/** The first offsets at or after a time, by partition; the end where there are none. @throws what kafkajs reports */
export async function offsetsAt(
  kafka: Kafka,
  topic: string,
  timestampMs: number,
): Promise<Map<number, number>> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    // To Kafka, times before 1970 are no times: -1 asks for the end, and others it refuses.
    const found = await admin.fetchTopicOffsetsByTimestamp(topic, Math.max(0, timestampMs));
    return new Map(found.map(({ partition, offset }) => [partition, Number(offset)]));
  } finally {
    await admin.disconnect();
  }
}
