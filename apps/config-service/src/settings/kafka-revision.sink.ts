import { Inject, Injectable } from '@nestjs/common';
import { AppError, defineTopics, encodeSettingsRevision } from '@patchbay/integration-contracts';
import type { SettingsRevision } from '@patchbay/integration-contracts';
import { BatchingProducer, createKafka, ensureTopics, untilReachable } from '@patchbay/service-kit/kafka';
import type { Logger } from '@patchbay/service-kit/logging';
import { CONFIG, LOGGER } from '@patchbay/service-kit/service';
import { Tracing, sendOptions } from '@patchbay/service-kit/tracing';
import type { ConfigServiceConfig } from '../config.ts';
import { RevisionSink } from './revision.sink.ts';

/** Publishes to the compacted topic `integration.settings`, keyed by integration. */
@Injectable()
export class KafkaRevisionSink extends RevisionSink {
  readonly #kafka: ReturnType<typeof createKafka>;
  readonly #producer: BatchingProducer;
  readonly #config: ConfigServiceConfig;
  readonly #logger: Logger;
  readonly #tracing: Tracing;
  readonly #topic: ReturnType<typeof defineTopics>['settings'];

  #isOpen = false;

  constructor(@Inject(CONFIG) config: ConfigServiceConfig, @Inject(LOGGER) logger: Logger, tracing: Tracing) {
    super();
    this.#tracing = tracing;
    this.#config = config;
    this.#logger = logger;
    this.#kafka = createKafka(config, logger);
    // No linger: a person who saves settings waits for them to hold.
    this.#producer = new BatchingProducer(this.#kafka, logger, { lingerMs: 0 });
    this.#topic = defineTopics({
      prefix: config.KAFKA_TOPIC_PREFIX,
      partitions: config.KAFKA_PARTITIONS,
      retryDelaysMs: config.RETRY_DELAYS,
    }).settings;
  }

  override get isOpen(): boolean {
    return this.#isOpen;
  }

  override async open(signal: AbortSignal): Promise<void> {
    await ensureTopics(this.#kafka, [this.#topic], this.#logger, {
      isCreating: this.#config.KAFKA_AUTO_CREATE,
      replicationFactor: this.#config.KAFKA_REPLICATION_FACTOR,
      signal,
    });
    // Connecting takes longer than publishing; the first person to save need not wait for it.
    await untilReachable('Kafka', () => this.#producer.connect(), this.#logger, signal);
    this.#isOpen = true;
  }

  override async send(
    revisions: readonly SettingsRevision[],
    deletedIds: readonly string[] = [],
  ): Promise<void> {
    const { topic } = this.#topic;
    const span = this.#tracing.start(sendOptions(topic, revisions.length + deletedIds.length));
    const sent = await Promise.allSettled([
      ...revisions.map((one) =>
        this.#producer.append({ topic, key: one.id, value: encodeSettingsRevision(one) }),
      ),
      ...deletedIds.map((key) => this.#producer.append({ topic, key, value: null })),
    ]);
    // Only now is none of them on its way any more: whoever publishes them again comes after.
    const failed = sent.find((result) => result.status === 'rejected');
    if (failed !== undefined) span?.fail('not_sent');
    span?.end();
    if (failed !== undefined) throw new AppError('kafka_unavailable', 'Settings.', { cause: failed.reason });
  }

  override async close(): Promise<void> {
    await this.#producer.close();
  }
}
