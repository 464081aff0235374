import kafkajs from 'kafkajs';
import type { Kafka, Message, Producer } from 'kafkajs';
import type { KafkaHeaders } from '@patchbay/integration-contracts';
import type { Logger } from '../logging/index.ts';
import { isRefusedForSize } from './refused-for-size.ts';

export interface OutgoingRecord {
  readonly topic: string;
  readonly partition?: number;
  readonly key: string | Buffer | null;
  readonly value: string | Buffer | null;
  readonly headers?: KafkaHeaders;
}

interface Waiting {
  readonly record: OutgoingRecord;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export interface BatchingProducerOptions {
  /** How long the first record of a batch waits for company. */
  readonly lingerMs: number;
  readonly maxRecords: number;
  readonly maxBytes: number;
}

const DEFAULTS: BatchingProducerOptions = { lingerMs: 10, maxRecords: 500, maxBytes: 1024 * 1024 };

/** kafkajs says that it tries again, but neither for which topics nor for how long. */
const STALL_REPORT_MS = 10_000;

/**
 * An idempotent producer (acks=all, zstd) that sends what came in while the last batch was under way as the next one.
 * One batch at a time: that is what idempotence asks of kafkajs, and what makes batches grow under load.
 */
export class BatchingProducer {
  readonly #kafka: Kafka;
  readonly #logger: Logger;
  readonly #options: BatchingProducerOptions;
  #producer: Producer | undefined;
  #queue: Waiting[] = [];
  #timer: NodeJS.Timeout | undefined;
  #sending: Promise<void> | undefined;

  constructor(kafka: Kafka, logger: Logger, options: Partial<BatchingProducerOptions> = {}) {
    this.#kafka = kafka;
    this.#logger = logger;
    this.#options = { ...DEFAULTS, ...options };
  }

  get isConnected(): boolean {
    return this.#producer !== undefined;
  }

  /** @throws whatever kafkajs reports when no broker answers. */
  async connect(): Promise<void> {
    const producer = this.#kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
      // As kafkajs asks of idempotent producers: the same batch, with its sequence numbers, until the broker has it.
      retry: { retries: Number.MAX_SAFE_INTEGER, initialRetryTime: 200, maxRetryTime: 5000 },
    });
    await producer.connect();
    this.#producer = producer;
  }

  /** Resolves once the brokers have the record; rejects when they refuse it for good. Waits while Kafka is away. */
  append(record: OutgoingRecord): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ record, resolve, reject });
      if (this.#queue.length >= this.#options.maxRecords) this.#flush();
      else
        this.#timer ??= setTimeout(() => {
          this.#flush();
        }, this.#options.lingerMs);
    });
  }

  /** Sends what is queued and disconnects. */
  async close(): Promise<void> {
    this.#flush();
    while (this.#sending !== undefined) await this.#sending;
    await this.#producer?.disconnect();
    this.#producer = undefined;
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#sending !== undefined || this.#queue.length === 0) return;
    this.#sending = this.#send(this.#takeBatch()).finally(() => {
      this.#sending = undefined;
      if (this.#queue.length > 0) this.#flush();
    });
  }

  #takeBatch(): Waiting[] {
    let bytes = 0;
    let count = 0;
    for (const { record } of this.#queue) {
      bytes += record.value?.length ?? 0;
      if (count > 0 && (bytes > this.#options.maxBytes || count >= this.#options.maxRecords)) break;
      count += 1;
    }
    return this.#queue.splice(0, count);
  }

  async #send(batch: readonly Waiting[]): Promise<void> {
    const topics = [...new Set(batch.map(({ record }) => record.topic))].join(', ');
    const startedAt = Date.now();
    const report = setInterval(() => {
      const waitedMs = Date.now() - startedAt;
      this.#logger.warn(
        { topics, records: batch.length, waitedMs },
        'Kafka has not taken a batch yet; still trying',
      );
    }, STALL_REPORT_MS);
    try {
      await this.#connected().then((producer) =>
        producer.sendBatch({
          acks: -1,
          compression: kafkajs.CompressionTypes.ZSTD,
          topicMessages: byTopic(batch),
        }),
      );
      for (const { resolve } of batch) resolve();
    } catch (error) {
      this.#logger.error({ err: error, records: batch.length }, 'Kafka did not take a batch of records');
      // After a failure the sequence numbers may have parted from the broker's: only a new producer id is safe.
      await this.#producer?.disconnect().catch((cause: unknown) => {
        this.#logger.debug({ err: cause }, 'the failed producer did not disconnect cleanly');
      });
      this.#producer = undefined;
      if (batch.length > 1 && isRefusedForSize(error)) await this.#sendSingly(batch);
      else for (const { reject } of batch) reject(error);
    } finally {
      clearInterval(report);
    }
  }

  /** A broker judges a batch as a whole: those that fit must not fail with the one that doesn't. */
  async #sendSingly(batch: readonly Waiting[]): Promise<void> {
    for (const waiting of batch) await this.#send([waiting]);
  }

  async #connected(): Promise<Producer> {
    if (this.#producer === undefined) await this.connect();
    if (this.#producer === undefined) throw new Error('the producer was closed');
    return this.#producer;
  }
}

function byTopic(batch: readonly Waiting[]): { topic: string; messages: Message[] }[] {
  const topics = new Map<string, Message[]>();
  for (const { record } of batch) {
    const message: Message = {
      key: record.key,
      value: record.value,
      ...(record.partition === undefined ? {} : { partition: record.partition }),
      ...(record.headers === undefined ? {} : { headers: record.headers }),
    };
    const messages = topics.get(record.topic);
    if (messages === undefined) topics.set(record.topic, [message]);
    else messages.push(message);
  }
  return [...topics].map(([topic, messages]) => ({ topic, messages }));
}
