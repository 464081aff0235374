import { Inject, Injectable } from '@nestjs/common';
import { AppError, defineTopics } from '@patchbay/integration-contracts';
import type { Topics } from '@patchbay/integration-contracts';
import { createKafka, keptOffsets, offsetsAt, scanRecords } from '@patchbay/service-kit/kafka';
import type { KafkaRecord, OffsetRange } from '@patchbay/service-kit/kafka';
import type { Logger } from '@patchbay/service-kit/logging';
import { CONFIG, LOGGER } from '@patchbay/service-kit/service';
import type { ConfigServiceConfig } from '../config.ts';
import { EventArchive } from './event-archive.ts';
import type { ArchiveScan, ArchivedTopic, EventPositions } from './event-archive.ts';
import { placeText } from './record-place.ts';
import type { RecordPlace } from './record-place.ts';

const IDLE_MS = 15_000;

/** Ends a scan that has seen enough. */
class EnoughError extends Error {}

/** Reads Kafka's topics with groups of its own, which commit nothing. */
@Injectable()
export class KafkaEventArchive extends EventArchive {
  readonly #kafka: ReturnType<typeof createKafka>;
  readonly #groupPrefix: string;
  readonly #topics: Topics;

  constructor(@Inject(CONFIG) config: ConfigServiceConfig, @Inject(LOGGER) logger: Logger) {
    super();
    this.#kafka = createKafka(config, logger);
    this.#groupPrefix = `${config.KAFKA_CONSUMER_GROUP_PREFIX}config-service.archive.`;
    this.#topics = defineTopics({
      prefix: config.KAFKA_TOPIC_PREFIX,
      partitions: config.KAFKA_PARTITIONS,
      retryDelaysMs: config.RETRY_DELAYS,
    });
  }

  override async read(places: readonly RecordPlace[]): Promise<ReadonlyMap<string, KafkaRecord>> {
    const found = new Map<string, KafkaRecord>();
    const byTopic = Map.groupBy(places, ({ topic }) => topic);
    for (const [topic, wanted] of byTopic) {
      const texts = new Set(wanted.map(placeText));
      await this.#reaching(async () => {
        const ranges = within(rangesOf(wanted), await keptOffsets(this.#kafka, topic));
        await this.#scan(topic, ranges, (record) => {
          const text = placeText({ topic, partition: record.partition, offset: Number(record.offset) });
          if (texts.has(text)) found.set(text, record);
        });
      });
    }
    return found;
  }

  override rangeOf(role: ArchivedTopic, since: Date, until: Date): Promise<EventPositions> {
    const { topic } = this.#topics[role];
    return this.#reaching(async () => {
      const from = await offsetsAt(this.#kafka, topic, since.getTime());
      const to = await offsetsAt(this.#kafka, topic, until.getTime());
      return Object.fromEntries(
        [...from].map(([partition, next]) => [partition, [next, to.get(partition) ?? next]]),
      );
    });
  }

  override async scan(
    role: ArchivedTopic,
    { from, onRecord, isEnough }: ArchiveScan,
  ): Promise<EventPositions> {
    const reached: Record<string, [number, number]> = {};
    for (const [partition, [next, end]] of Object.entries(from)) reached[partition] = [next, end];
    const ranges = new Map(
      Object.entries(from).map(([partition, [next, end]]) => [Number(partition), { from: next, to: end }]),
    );
    const isOver = await this.#reaching(() =>
      this.#scan(this.#topics[role].topic, ranges, async (record) => {
        await onRecord(record);
        const place = reached[record.partition];
        if (place !== undefined) place[0] = Number(record.offset) + 1;
        if (isEnough?.() === true) throw new EnoughError();
      }).then(
        () => true,
        (error: unknown) => {
          if (error instanceof EnoughError) return false;
          throw error;
        },
      ),
    );
    // What is missing at the end of a partition was compacted away or is a marker of a transaction.
    if (isOver) for (const place of Object.values(reached)) place[0] = place[1];
    return reached;
  }

  override drop(role: ArchivedTopic, offsets: Readonly<Record<string, number>>): Promise<void> {
    const partitions = Object.entries(offsets).map(([partition, offset]) => ({
      partition: Number(partition),
      offset: String(offset),
    }));
    return this.#reaching(async () => {
      const admin = this.#kafka.admin();
      await admin.connect();
      try {
        const { topic } = this.#topics[role];
        // kafkajs knows nobody to ask before it has asked something else about the topic.
        await admin.fetchTopicOffsets(topic);
        await admin.deleteTopicRecords({ topic, partitions });
      } finally {
        await admin.disconnect();
      }
    });
  }

  #scan(
    topic: string,
    ranges: ReadonlyMap<number, OffsetRange>,
    onRecord: (record: KafkaRecord) => Promise<void> | void,
  ): Promise<void> {
    const groupPrefix = this.#groupPrefix;
    return scanRecords(this.#kafka, { topic, ranges, groupPrefix, onRecord, idleTimeoutMs: IDLE_MS });
  }

  async #reaching<Result>(ask: () => Promise<Result>): Promise<Result> {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw new AppError('kafka_unavailable', 'What it keeps could not be read.', { cause: error });
    }
  }
}

/** From the first to the last wanted one of each partition. */
function rangesOf(places: readonly RecordPlace[]): Map<number, OffsetRange> {
  const ranges = new Map<number, OffsetRange>();
  for (const { partition, offset } of places) {
    const known = ranges.get(partition) ?? { from: offset, to: offset + 1 };
    ranges.set(partition, { from: Math.min(known.from, offset), to: Math.max(known.to, offset + 1) });
  }
  return ranges;
}

function within(
  ranges: ReadonlyMap<number, OffsetRange>,
  kept: ReadonlyMap<number, OffsetRange>,
): Map<number, OffsetRange> {
  return new Map(
    [...ranges].map(([partition, { from, to }]) => {
      const bounds = kept.get(partition) ?? { from: 0, to: 0 };
      return [partition, { from: Math.max(from, bounds.from), to: Math.min(to, bounds.to) }];
    }),
  );
}
