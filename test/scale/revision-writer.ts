import { encodeSettingsRevision } from '@patchbay/integration-contracts';
import type { SettingsRevision } from '@patchbay/integration-contracts';
import { BatchingProducer } from '@patchbay/service-kit/kafka';
import { createLogger } from '@patchbay/service-kit/logging';
import type { ToolKafka } from '@patchbay/tools/services';

/** Each sends one batch at a time. */
const PRODUCERS = 16;

/** Puts revisions on Kafka with config-service's own producer, many in a batch or each in one of its own. */
export class RevisionWriter {
  readonly #producers: readonly BatchingProducer[];
  readonly #topic: string;

  private constructor(producers: readonly BatchingProducer[], topic: string) {
    this.#producers = producers;
    this.#topic = topic;
  }

  static async open(
    kafka: ToolKafka,
    topic: string,
    { isSingly }: { readonly isSingly: boolean },
  ): Promise<RevisionWriter> {
    const options = { lingerMs: 0, ...(isSingly && { maxRecords: 1 }) };
    const logger = createLogger('scale', 'fatal');
    const producers = Array.from(
      { length: isSingly ? PRODUCERS : 1 },
      () => new BatchingProducer(kafka, logger, options),
    );
    await Promise.all(producers.map((producer) => producer.connect()));
    return new RevisionWriter(producers, topic);
  }

  /** Resolves when Kafka has all of them. */
  async write(revisions: readonly SettingsRevision[]): Promise<void> {
    await Promise.all(revisions.map((revision, index) => this.#append(revision, index)));
  }

  async close(): Promise<void> {
    await Promise.all(this.#producers.map((producer) => producer.close()));
  }

  async #append(revision: SettingsRevision, index: number): Promise<void> {
    const value = encodeSettingsRevision(revision);
    await this.#producers[index % this.#producers.length]?.append({
      topic: this.#topic,
      key: revision.id,
      value,
    });
  }
}
