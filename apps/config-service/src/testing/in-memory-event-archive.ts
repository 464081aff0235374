import type { KafkaRecord } from '@patchbay/service-kit/kafka';
import { EventArchive } from '../sending/event-archive.ts';
import type { ArchiveScan, ArchivedTopic, EventPositions } from '../sending/event-archive.ts';
import { placeText } from '../sending/record-place.ts';
import type { RecordPlace } from '../sending/record-place.ts';

/** What Kafka keeps, in unit tests. */
export class InMemoryEventArchive extends EventArchive {
  readonly records = new Map<string, KafkaRecord>();
  /** The topic of events; one partition. */
  readonly events: KafkaRecord[] = [];
  readonly #dead: Record<'eventsDead' | 'deliveriesDead', KafkaRecord[]> = {
    eventsDead: [],
    deliveriesDead: [],
  };
  failure: Error | undefined;

  keep(record: KafkaRecord): void {
    const { topic, partition, offset } = record;
    this.records.set(placeText({ topic, partition, offset: Number(offset) }), record);
  }

  bury(role: 'eventsDead' | 'deliveriesDead', ...records: readonly KafkaRecord[]): void {
    for (const record of records) {
      this.#dead[role].push(record);
      this.keep(record);
    }
  }

  override read(places: readonly RecordPlace[]): Promise<ReadonlyMap<string, KafkaRecord>> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    const texts = new Set(places.map(placeText));
    return Promise.resolve(new Map([...this.records].filter(([text]) => texts.has(text))));
  }

  override rangeOf(role: ArchivedTopic, since: Date, until: Date): Promise<EventPositions> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    const byPartition = Map.groupBy(this.#placed(role), ({ partition }) => partition);
    const first = (records: readonly KafkaRecord[], time: Date): number => {
      const found = records.find(({ timestampMs }) => timestampMs >= time.getTime());
      return Number((found ?? records.at(-1))?.offset ?? 0) + (found === undefined ? 1 : 0);
    };
    return Promise.resolve(
      Object.fromEntries(
        [...byPartition].map(([partition, records]) => [
          partition,
          [first(records, since), first(records, until)],
        ]),
      ),
    );
  }

  override async scan(
    role: ArchivedTopic,
    { from, onRecord, isEnough }: ArchiveScan,
  ): Promise<EventPositions> {
    const reached: Record<string, [number, number]> = {};
    for (const [partition, [next, end]] of Object.entries(from)) reached[partition] = [next, end];
    for (const record of this.#placed(role)) {
      const place = reached[record.partition];
      const offset = Number(record.offset);
      if (place === undefined || offset < place[0] || offset >= place[1]) continue;
      await onRecord(record);
      place[0] = offset + 1;
      if (isEnough?.() === true) return reached;
    }
    for (const place of Object.values(reached)) place[0] = place[1];
    return reached;
  }

  override drop(role: ArchivedTopic, offsets: Readonly<Record<string, number>>): Promise<void> {
    if (role === 'events') throw new TypeError('events are not dropped');
    const isKept = ({ partition, offset }: KafkaRecord): boolean =>
      Number(offset) >= (offsets[partition] ?? 0);
    this.#dead[role] = this.#dead[role].filter(isKept);
    return Promise.resolve();
  }

  /** Events are placed by their order, whatever the tests say of offsets. */
  #placed(role: ArchivedTopic): readonly KafkaRecord[] {
    if (role !== 'events') return this.#dead[role];
    return this.events.map((record, index) => ({ ...record, partition: 0, offset: String(index) }));
  }
}
