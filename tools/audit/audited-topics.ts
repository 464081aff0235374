import { keptOffsets, offsetsAt, scanRecords } from '@patchbay/service-kit/kafka';
import type { KafkaRecord, OffsetRange } from '@patchbay/service-kit/kafka';
import type { ToolKafka } from '../services/index.ts';
import { AuditError } from './audit-error.ts';

/** What has to be looked at, as it was at one moment. */
export interface Snapshot {
  readonly deliveries: AuditedTopic;
  readonly retries: readonly AuditedTopic[];
  readonly results: AuditedTopic;
  readonly dead: AuditedTopic;
}

export interface AuditedTopic {
  readonly topic: string;
  readonly ranges: ReadonlyMap<number, OffsetRange>;
  /** What the workers have committed, by partition; none where nothing was. */
  readonly committed: ReadonlyMap<number, number>;
}

export interface SnapshotOptions {
  readonly topicPrefix: string;
  readonly groupPrefix: string;
  /** Epoch milliseconds; deliveries from then on. */
  readonly since: number | undefined;
}

const NOTHING: ReadonlyMap<number, number> = new Map();
const IDLE_MS = 60_000;

/**
 * Looks where the topics end and what is committed, in an order that makes sense of both while the workers go on: what was committed
 * before the results were looked at has its outcome among them, and what carries a delivery on was produced before that.
 * @throws AuditError when a topic is not there
 */
export async function takeSnapshot(kafka: ToolKafka, options: SnapshotOptions): Promise<Snapshot> {
  const { topicPrefix, groupPrefix, since } = options;
  const name = (role: string): string => `${topicPrefix}integration.${role}`;
  const retryTopics = await topicsStartingWith(kafka, `${name('deliveries.retry')}.`);
  const rangesOf = async (topic: string): Promise<Map<number, OffsetRange>> => {
    const kept = await keptOffsets(kafka, topic).catch((cause: unknown) => {
      throw new AuditError(`${topic} can’t be read: is it there, and is KAFKA_TOPIC_PREFIX right?`, {
        cause,
      });
    });
    const first = since === undefined ? new Map<number, number>() : await offsetsAt(kafka, topic, since);
    return new Map(
      [...kept].map(([partition, { from, to }]) => {
        const start = Math.max(from, first.get(partition) ?? from);
        return [partition, { from: Math.min(start, to), to }];
      }),
    );
  };
  const deliveries = { topic: name('deliveries'), ranges: await rangesOf(name('deliveries')) };
  const taken = await committedOf(kafka, `${groupPrefix}delivery-worker`, [deliveries.topic]);
  const retaken = await committedOf(kafka, `${groupPrefix}delivery-worker.retries`, retryTopics);
  const results = { topic: name('results'), ranges: await rangesOf(name('results')), committed: NOTHING };
  const retries = await Promise.all(
    retryTopics.map(async (topic) => ({
      ...{ topic, ranges: await rangesOf(topic), committed: retaken.get(topic) ?? NOTHING },
    })),
  );
  const dead = { topic: name('deliveries.dead'), ranges: await rangesOf(name('deliveries.dead')) };
  return {
    deliveries: { ...deliveries, committed: taken.get(deliveries.topic) ?? NOTHING },
    ...{ retries, results, dead: { ...dead, committed: NOTHING } },
  };
}

/** Reads what the snapshot has of some partitions of a topic. */
export async function readPartitions(
  kafka: ToolKafka,
  { topic, ranges, committed }: AuditedTopic,
  read: {
    readonly partitions: ReadonlySet<number>;
    readonly onRecord: (record: KafkaRecord, isOpen: boolean) => void;
  },
): Promise<void> {
  await scanRecords(kafka, {
    topic,
    ranges: new Map([...ranges].filter(([partition]) => read.partitions.has(partition))),
    ...{ groupPrefix: 'patchbay-tools-audit-', idleTimeoutMs: IDLE_MS },
    onRecord: (record) => {
      read.onRecord(record, Number(record.offset) >= (committed.get(record.partition) ?? 0));
    },
  });
}

async function topicsStartingWith(kafka: ToolKafka, start: string): Promise<readonly string[]> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    return (await admin.listTopics()).filter((topic) => topic.startsWith(start)).sort();
  } finally {
    await admin.disconnect();
  }
}

async function committedOf(
  kafka: ToolKafka,
  groupId: string,
  topics: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<number, number>>> {
  if (topics.length === 0) return new Map();
  const admin = kafka.admin();
  await admin.connect();
  try {
    const found = await admin.fetchOffsets({ groupId, topics: [...topics] });
    return new Map(
      found.map(({ topic, partitions }) => [
        topic,
        new Map(partitions.map(({ partition, offset }) => [partition, Math.max(0, Number(offset))])),
      ]),
    );
  } finally {
    await admin.disconnect();
  }
}
