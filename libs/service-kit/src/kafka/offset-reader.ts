import type { Admin, Kafka } from 'kafkajs';
import { finishedBeyond } from './offset-ledger.ts';
import type { OffsetRange } from './scan-records.ts';

/** What a consumer group has committed of one partition. */
export interface CommittedOffset {
  /** The first that is not finished; 0 where nothing was committed. */
  readonly offset: number;
  /** Offsets beyond it that are finished all the same. */
  readonly finished: readonly number[];
}

/** Looks again and again at where topics end and what groups have committed, over one connection. */
export class OffsetReader {
  readonly #admin: Admin;

  constructor(kafka: Kafka) {
    this.#admin = kafka.admin();
  }

  /** @throws whatever kafkajs reports when no broker answers */
  async connect(): Promise<void> {
    await this.#admin.connect();
  }

  async close(): Promise<void> {
    await this.#admin.disconnect();
  }

  /** By topic and partition. @throws what kafkajs reports */
  async committed(
    groupId: string,
    topics: readonly string[],
  ): Promise<ReadonlyMap<string, ReadonlyMap<number, CommittedOffset>>> {
    const found = await this.#admin.fetchOffsets({ groupId, topics: [...topics] });
    return new Map(
      found.map(({ topic, partitions }) => [
        topic,
        new Map(
          partitions.map(({ partition, offset: text, metadata }) => {
            const offset = Math.max(0, Number(text));
            return [partition, { offset, finished: [...finishedBeyond(offset, metadata ?? '')] }];
          }),
        ),
      ]),
    );
  }

  /** The offsets that a topic keeps, by partition. @throws what kafkajs reports */
  async kept(topic: string): Promise<ReadonlyMap<number, OffsetRange>> {
    const partitions = await this.#admin.fetchTopicOffsets(topic);
    return new Map(
      partitions.map(({ partition, low, high }) => [partition, { from: Number(low), to: Number(high) }]),
    );
  }
}
