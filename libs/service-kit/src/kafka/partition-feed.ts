import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import type { Logger } from '../logging/index.ts';
import { toRecord } from './record.ts';
import type { KafkaRecord } from './record.ts';
import { stickyAssigner } from './sticky-assigner.ts';
import { untilReachable } from './until-reachable.ts';

export interface PartitionFeedOptions {
  readonly groupId: string;
  /** With equally many partitions: a partition number belongs to one member in all of them. */
  readonly topics: readonly string[];
  readonly sessionTimeoutMs: number;
  readonly signal: AbortSignal;
  /** Awaited before the group is joined. */
  readonly startAfter: () => Promise<void>;
  /** Where to begin with a partition that came, by topic. Rejects only when the process stops. */
  readonly begin: (partition: number) => Promise<ReadonlyMap<string, number>>;
  readonly onRecord: (record: KafkaRecord) => void;
  /** Of partitions that others have now. */
  readonly onLost: (partition: number) => void;
}

const MAX_WAIT_MS = 1000;
/** Records that are handed over before the event loop gets a turn. */
const PER_TURN = 256;

/** Reads topics in a group, in order, for somebody who keeps the positions elsewhere: each time a partition comes, it says where to begin. */
export class PartitionFeed {
  readonly #logger: Logger;
  readonly #options: PartitionFeedOptions;
  readonly #consumer: Consumer;
  /** By partition number: the next offset of each topic, once it is known. */
  readonly #held = new Map<number, Map<string, number> | undefined>();
  readonly #lookUps = new Map<number, Promise<void>>();

  constructor(kafka: Kafka, logger: Logger, options: PartitionFeedOptions) {
    this.#logger = logger;
    this.#options = options;
    this.#consumer = kafka.consumer({
      groupId: options.groupId,
      sessionTimeout: options.sessionTimeoutMs,
      rebalanceTimeout: options.sessionTimeoutMs * 2,
      heartbeatInterval: Math.floor(options.sessionTimeoutMs / 10),
      maxWaitTimeInMs: MAX_WAIT_MS,
      allowAutoTopicCreation: false,
      partitionAssigners: [stickyAssigner(() => this.#heldByTopic, { isJoint: true })],
      retry: { retries: 8, maxRetryTime: 5000, restartOnFailure: () => Promise.resolve(true) },
    });
    this.#consumer.on(this.#consumer.events.GROUP_JOIN, ({ payload }) => {
      this.#assigned(new Set(Object.values(payload.memberAssignment).flat()));
    });
  }

  /** Resolves when it reads; rejects when the signal aborts before. */
  async start(): Promise<void> {
    const { topics, signal, startAfter } = this.#options;
    await startAfter();
    await untilReachable('Kafka', () => this.#consumer.connect(), this.#logger, signal);
    const subscribe = (): Promise<void> =>
      this.#consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await untilReachable('Kafka topics', subscribe, this.#logger, signal);
    await this.#consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      eachBatch: (payload) => this.#take(payload),
    });
  }

  async close(): Promise<void> {
    await this.#consumer.disconnect();
  }

  /** Has a partition looked up anew: somebody else moved its positions. */
  restart(partition: number): void {
    if (this.#held.has(partition)) this.#held.set(partition, undefined);
  }

  get #heldByTopic(): Record<string, number[]> {
    const partitions = [...this.#held.keys()];
    return Object.fromEntries(this.#options.topics.map((topic) => [topic, partitions]));
  }

  #assigned(partitions: ReadonlySet<number>): void {
    for (const partition of this.#held.keys()) {
      if (partitions.has(partition)) continue;
      this.#held.delete(partition);
      this.#lookUps.delete(partition);
      this.#options.onLost(partition);
    }
    for (const partition of partitions) if (!this.#held.has(partition)) this.#held.set(partition, undefined);
  }

  /** Resolves when all topics of a partition are read from where it begins. */
  #lookUp(partition: number): Promise<void> {
    const underWay = this.#lookUps.get(partition);
    if (underWay !== undefined) return underWay;
    const lookUp = this.#options.begin(partition).then((starts) => {
      if (this.#lookUps.get(partition) !== lookUp) return;
      this.#lookUps.delete(partition);
      this.#held.set(partition, new Map(starts));
      for (const [topic, offset] of starts) this.#consumer.seek({ topic, partition, offset: String(offset) });
    });
    this.#lookUps.set(partition, lookUp);
    return lookUp;
  }

  async #take(payload: EachBatchPayload): Promise<void> {
    const { topic, partition, messages } = payload.batch;
    const positions = this.#held.get(partition);
    if (positions === undefined) {
      // Paused meanwhile, because a batch that is waited for keeps the heart from beating.
      const resume = payload.pause();
      this.#lookUp(partition).then(resume, (error: unknown) => {
        if (!this.#options.signal.aborted)
          this.#logger.error({ err: error, partition }, 'a partition stays unread');
      });
      return;
    }
    const next = positions.get(topic) ?? 0;
    if (Number(payload.batch.lastOffset()) < next) {
      // Nothing is committed on Kafka, so that after a rebalance it begins with what is oldest, also where a partition stayed.
      this.#consumer.seek({ topic, partition, offset: String(next) });
      return;
    }
    let taken = 0;
    for (const message of messages) {
      if (!payload.isRunning() || payload.isStale() || this.#held.get(partition) !== positions) return;
      const offset = Number(message.offset);
      if (offset >= next) {
        this.#options.onRecord(toRecord(topic, partition, message));
        positions.set(topic, offset + 1);
      }
      payload.resolveOffset(message.offset);
      taken += 1;
      if (taken % PER_TURN === 0) await payload.heartbeat();
    }
    await payload.heartbeat();
  }
}
