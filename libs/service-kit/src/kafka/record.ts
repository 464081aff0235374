import type { KafkaMessage } from 'kafkajs';
import type { KafkaHeaders } from '@patchbay/integration-contracts';
import type { TraceSpan } from '../tracing/index.ts';

/** The right to a partition's records, which may end while they are under way. */
export interface RecordLease {
  /** Another consumer has the partition now and takes them again. */
  isLost: boolean;
  /** This consumer is about to end: what is not begun is better left to the next one. */
  isEnding: boolean;
}

/** Thrown by a handler that leaves a record to the next consumer: nothing was done about it that the next one does not know. */
export class RecordAbandonedError extends Error {
  override readonly name = 'RecordAbandonedError';
}

/** One record as handlers see it. */
export interface KafkaRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: KafkaHeaders;
  /** Epoch milliseconds: when the producer made it or the broker took it, as the topic is set. */
  readonly timestampMs: number;
  /** Absent where nobody can take it away. */
  readonly lease?: RecordLease;
  /** What is done about it, for traces; absent when tracing is off. */
  readonly span?: TraceSpan;
}

export function toRecord(
  topic: string,
  partition: number,
  message: KafkaMessage,
  lease?: RecordLease,
): KafkaRecord {
  const record: { -readonly [Member in keyof KafkaRecord]: KafkaRecord[Member] } = {
    topic,
    partition,
    offset: message.offset,
    key: message.key,
    value: message.value,
    headers: message.headers ?? {},
    timestampMs: Number(message.timestamp),
  };
  if (lease !== undefined) record.lease = lease;
  return record;
}
