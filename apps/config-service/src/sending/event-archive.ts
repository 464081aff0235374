import type { KafkaRecord } from '@patchbay/service-kit/kafka';
import type { RecordPlace } from './record-place.ts';

/** What Kafka still keeps of what went through it. Every method throws AppError `kafka_unavailable` without an answer. */
export abstract class EventArchive {
  /** The records at these places, by their text; those that are gone are missing. */
  abstract read(places: readonly RecordPlace[]): Promise<ReadonlyMap<string, KafkaRecord>>;
  /** Where the records of a time begin and end, by partition. */
  abstract rangeOf(topic: ArchivedTopic, since: Date, until: Date): Promise<EventPositions>;
  /** Reads records one by one. @returns where it ended */
  abstract scan(topic: ArchivedTopic, scan: ArchiveScan): Promise<EventPositions>;
  /** Has Kafka delete the records before these offsets, by partition. */
  abstract drop(topic: ArchivedTopic, offsets: Readonly<Record<string, number>>): Promise<void>;
}

/** The topics that are read as a whole, by their roles. */
export type ArchivedTopic = 'events' | 'eventsDead' | 'deliveriesDead';

export interface ArchiveScan {
  readonly from: EventPositions;
  readonly onRecord: (record: KafkaRecord) => Promise<void> | void;
  /** Asked behind each record; the end of the range is enough in any case. */
  readonly isEnough?: () => boolean;
}

/** By partition: the next offset to read, and the first that is not to be read any more. */
export type EventPositions = Readonly<Record<string, readonly [next: number, end: number]>>;
