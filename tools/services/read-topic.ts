import type { ToolKafka } from './tool-kafka.ts';
import { TopicTail } from './topic-tail.ts';
import type { TailedRecord } from './topic-tail.ts';

const TIMEOUT_MS = 30_000;

/** Everything that lies in a topic now, partition by partition in order. */
export async function readTopic(kafka: ToolKafka, topic: string): Promise<readonly TailedRecord[]> {
  const pending = await endOffsets(kafka, topic);
  const records: TailedRecord[] = [];
  if (pending.size === 0) return records;
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => {
    const left = [...pending.keys()].join(', ');
    reject(new Error(`${topic} was not read to its end in ${TIMEOUT_MS / 1000} s; left: partitions ${left}`));
  }, TIMEOUT_MS);
  const tail = await TopicTail.start(kafka, {
    topics: [topic],
    fromBeginning: true,
    onRecord: (record) => {
      const end = pending.get(record.partition);
      if (end === undefined) return;
      records.push(record);
      if (Number(record.offset) >= end - 1) pending.delete(record.partition);
      if (pending.size === 0) resolve(undefined);
    },
  });
  try {
    await promise;
    return records;
  } finally {
    clearTimeout(timer);
    await tail.close();
  }
}

/** Partition → end, for those that hold anything. Compaction always leaves the last record, so the end is reached. */
async function endOffsets(kafka: ToolKafka, topic: string): Promise<Map<number, number>> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const ends = await admin.fetchTopicOffsets(topic);
    return new Map(
      ends
        .filter(({ high, low }) => Number(high) > Number(low))
        .map(({ partition, high }) => [partition, Number(high)]),
    );
  } finally {
    await admin.disconnect();
  }
}
