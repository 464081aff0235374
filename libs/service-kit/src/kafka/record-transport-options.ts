import type { Tracing } from '../tracing/index.ts';
import type { Assignment } from './partition-ledgers.ts';
import type { KafkaRecord } from './record.ts';

export interface RecordSource {
  readonly topic: string;
  /** The handler's pattern: `@EventPattern(pattern)`. */
  readonly pattern: string;
  /** Epoch milliseconds before which the record must wait; its partition is paused until then. */
  readonly dueAt?: (record: KafkaRecord) => number;
}

export interface RecordTransportOptions {
  readonly groupId: string;
  readonly sources: readonly RecordSource[];
  readonly tracing?: Tracing;
  readonly maxInFlightRecords: number;
  readonly maxInFlightBytes: number;
  readonly sessionTimeoutMs: number;
  readonly commitIntervalMs: number;
  /** How long records under way may take to finish when the process stops. */
  readonly drainTimeoutMs: number;
  /** More to wait for than the budget before a record is taken; asked again whenever one has finished. */
  readonly hasRoom?: () => boolean;
  /** Awaited before the group is joined: whatever handlers need, such as a complete view. */
  readonly startAfter?: () => Promise<void>;
  /** Awaited before records are taken from partitions that came, and not for those that stayed. Must not reject. */
  readonly prepare?: (came: Assignment) => Promise<void>;
}
