import type { OutgoingRecord } from '@patchbay/service-kit/kafka';

/** Where records go out. A port: `BatchingProducer` fits it. */
export abstract class Outbox {
  /** Resolves once the brokers have the record; rejects when they did not take it. */
  abstract append(record: OutgoingRecord): Promise<void>;
}
