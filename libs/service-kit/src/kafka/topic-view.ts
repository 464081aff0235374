import { randomUUID } from 'node:crypto';
import type { Consumer, Kafka } from 'kafkajs';
import type { Logger } from '../logging/index.ts';
import { toRecord } from './record.ts';
import type { KafkaRecord } from './record.ts';
import { untilReachable } from './until-reachable.ts';

export interface TopicViewOptions {
  readonly topic: string;
  /** The reading group's name; a random part is added, since every process reads all of the topic. */
  readonly groupPrefix: string;
  readonly onRecord: (record: KafkaRecord) => void;
}

/**
 * Reads a compacted topic from its beginning and goes on following it. Nothing is committed: every start reads it all.
 * It is complete once the end offsets that were seen at start have been read.
 */
export class TopicView {
  readonly #kafka: Kafka;
  readonly #logger: Logger;
  readonly #options: TopicViewOptions;
  readonly #abort = new AbortController();
  /** Partition → the offset that must be reached, for those that are not there yet; absent before they are known. */
  #pending: Map<number, number> | undefined;
  readonly #positions = new Map<number, number>();
  #consumer: Consumer | undefined;
  readonly #complete = Promise.withResolvers<void>();

  constructor(kafka: Kafka, logger: Logger, options: TopicViewOptions) {
    this.#kafka = kafka;
    this.#logger = logger;
    this.#options = options;
  }

  get topic(): string {
    return this.#options.topic;
  }

  /** The offset that is read next; `undefined` where nothing was read yet. */
  positionIn(partition: number): number | undefined {
    return this.#positions.get(partition);
  }

  get isComplete(): boolean {
    return this.#pending?.size === 0;
  }

  /** Resolves when it reads; completeness comes later. */
  async start(): Promise<void> {
    await untilReachable('Kafka', () => this.#readEndOffsets(), this.#logger, this.#abort.signal);
    const consumer = this.#kafka.consumer({
      groupId: `${this.#options.groupPrefix}${randomUUID()}`,
      maxWaitTimeInMs: 500,
      retry: { restartOnFailure: () => Promise.resolve(true) },
    });
    this.#consumer = consumer;
    await untilReachable('Kafka', () => consumer.connect(), this.#logger, this.#abort.signal);
    await untilReachable(
      'Kafka topics',
      () => consumer.subscribe({ topic: this.#options.topic, fromBeginning: true }),
      this.#logger,
      this.#abort.signal,
    );
    await consumer.run({
      autoCommit: false,
      eachBatch: ({ batch }) => {
        for (const message of batch.messages) {
          this.#options.onRecord(toRecord(batch.topic, batch.partition, message));
        }
        this.#reached(batch.partition, Number(batch.lastOffset()) + 1);
        return Promise.resolve();
      },
    });
  }

  /** Resolves once the view is complete. */
  complete(): Promise<void> {
    return this.#complete.promise;
  }

  async close(): Promise<void> {
    this.#abort.abort();
    await this.#consumer?.disconnect();
  }

  async #readEndOffsets(): Promise<void> {
    const admin = this.#kafka.admin();
    await admin.connect();
    try {
      const ends = await admin.fetchTopicOffsets(this.#options.topic);
      this.#pending = new Map(
        ends
          .filter(({ high, low }) => Number(high) > Number(low))
          .map(({ partition, high }) => [partition, Number(high)]),
      );
      this.#resolveIfComplete();
    } finally {
      await admin.disconnect();
    }
  }

  #reached(partition: number, offset: number): void {
    this.#positions.set(partition, offset);
    const end = this.#pending?.get(partition);
    if (end !== undefined && offset >= end) this.#pending?.delete(partition);
    this.#resolveIfComplete();
  }

  #resolveIfComplete(): void {
    if (this.isComplete) this.#complete.resolve();
  }
}
