import type { KafkaMessage } from 'kafkajs';
import type { KafkaHeaders } from '@patchbay/integration-contracts';

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
}

export function toRecord(topic: string, partition: number, message: KafkaMessage): KafkaRecord {
  return {
    topic,
    partition,
    offset: message.offset,
    key: message.key,
    value: message.value,
    headers: message.headers ?? {},
    timestampMs: Number(message.timestamp),
  };
}
