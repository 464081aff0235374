import type { KafkaRecord } from '@patchbay/service-kit/kafka';
import type { RecordPlace } from './record-place.ts';

/** What Kafka still keeps of what went through it. Every method throws AppError `kafka_unavailable` without an answer. */
export abstract class EventArchive {
  /** The records at these places, by their text; those that are gone are missing. */
  abstract read(places: readonly RecordPlace[]): Promise<ReadonlyMap<string, KafkaRecord>>;
  /** Where the events of a time begin and end, by partition. */
  abstract eventRange(since: Date, until: Date): Promise<EventPositions>;
  /**
   * Reads events from the positions on, until the end of the range or until `isEnough` says so behind one of them.
   * @returns where it ended
   */
  abstract scanEvents(
    from: EventPositions,
    onEvent: (record: KafkaRecord) => Promise<void>,
    isEnough: () => boolean,
  ): Promise<EventPositions>;
}

/** By partition: the next offset to read, and the first that is not to be read any more. */
export type EventPositions = Readonly<Record<string, readonly [next: number, end: number]>>;
