import type { KafkaRecord } from '@patchbay/service-kit/kafka';
import type { ToolKafka } from '../services/index.ts';
import { readPartitions, takeSnapshot } from './audited-topics.ts';
import type { AuditedTopic, Snapshot, SnapshotOptions } from './audited-topics.ts';
import { PartitionAudit, sumOf } from './partition-audit.ts';
import type { AuditCounts } from './partition-audit.ts';

export interface AuditReport extends AuditCounts {
  /** The first of them. */
  readonly missingIds: readonly string[];
}

/** Of missing ids. */
const NAMED = 100;
/** Records of deliveries that are looked at in one round, with some bytes for each of their targets; a partition is never split. */
const ROUND_RECORDS = 1_000_000;

/**
 * Recomputes from the topics alone what became of every delivery.
 * @throws AuditError when a topic is not there, or what kafkajs reports
 */
export async function audit(kafka: ToolKafka, options: SnapshotOptions): Promise<AuditReport> {
  const snapshot = await takeSnapshot(kafka, options);
  const missingIds: string[] = [];
  const counts: AuditCounts[] = [];
  for (const partitions of roundsOf(snapshot.deliveries)) {
    const closed = (await auditRound(kafka, snapshot, partitions)).close(NAMED - missingIds.length);
    counts.push(closed.counts);
    missingIds.push(...closed.missing);
  }
  return { ...sumOf(counts), missingIds };
}

async function auditRound(
  kafka: ToolKafka,
  { deliveries, retries, results, dead }: Snapshot,
  partitions: ReadonlySet<number>,
): Promise<PartitionAudit> {
  const round = new PartitionAudit();
  const read = (topic: AuditedTopic, onRecord: (record: KafkaRecord, isOpen: boolean) => void) =>
    readPartitions(kafka, topic, { partitions, onRecord });
  await read(deliveries, (record, isOpen) => {
    round.accept(record, isOpen);
  });
  for (const retry of retries)
    await read(retry, (record, isOpen) => {
      round.carry(record, isOpen);
    });
  await read(dead, (record) => {
    round.bury(record);
  });
  await read(results, (record) => {
    round.settle(record);
  });
  return round;
}

/** As many partitions at once as memory allows: every reading has to join a group first. */
function* roundsOf({ ranges }: AuditedTopic): Generator<ReadonlySet<number>> {
  let round = new Set<number>();
  let records = 0;
  for (const [partition, { from, to }] of ranges) {
    if (round.size > 0 && records + to - from > ROUND_RECORDS) {
      yield round;
      round = new Set();
      records = 0;
    }
    round.add(partition);
    records += to - from;
  }
  if (round.size > 0) yield round;
}
