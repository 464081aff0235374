import type { KafkaRecord } from '@patchbay/service-kit/kafka';
import { EventArchive } from '../sending/event-archive.ts';
import type { EventPositions } from '../sending/event-archive.ts';
import { placeText } from '../sending/record-place.ts';
import type { RecordPlace } from '../sending/record-place.ts';

/** What Kafka keeps, in unit tests. */
export class InMemoryEventArchive extends EventArchive {
  readonly records = new Map<string, KafkaRecord>();
  /** The topic of events; one partition. */
  readonly events: KafkaRecord[] = [];
  failure: Error | undefined;

  keep(record: KafkaRecord): void {
    const { topic, partition, offset } = record;
    this.records.set(placeText({ topic, partition, offset: Number(offset) }), record);
  }

  override read(places: readonly RecordPlace[]): Promise<ReadonlyMap<string, KafkaRecord>> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    const texts = new Set(places.map(placeText));
    return Promise.resolve(new Map([...this.records].filter(([text]) => texts.has(text))));
  }

  override eventRange(since: Date, until: Date): Promise<EventPositions> {
    const first = (time: Date): number => {
      const found = this.events.findIndex(({ timestampMs }) => timestampMs >= time.getTime());
      return found === -1 ? this.events.length : found;
    };
    return Promise.resolve({ 0: [first(since), first(until)] });
  }

  override async scanEvents(
    from: EventPositions,
    onEvent: (record: KafkaRecord) => Promise<void>,
    isEnough: () => boolean,
  ): Promise<EventPositions> {
    const [start, end] = from[0] ?? [0, 0];
    let next = start;
    for (const record of this.events.slice(start, end)) {
      await onEvent(record);
      next += 1;
      if (isEnough()) break;
    }
    return { 0: [next, end] };
  }
}
