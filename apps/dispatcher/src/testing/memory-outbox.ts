import type { OutgoingRecord } from '@patchbay/service-kit/kafka';
import { Outbox } from '../kafka/outbox.ts';

/** Keeps what goes out; refuses what a test wants it to. */
export class MemoryOutbox extends Outbox {
  readonly records: OutgoingRecord[] = [];
  refusal: (record: OutgoingRecord) => Error | undefined = () => undefined;

  override append(record: OutgoingRecord): Promise<void> {
    const error = this.refusal(record);
    if (error !== undefined) return Promise.reject(error);
    this.records.push(record);
    return Promise.resolve();
  }
}
