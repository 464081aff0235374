import { Inject, Injectable } from '@nestjs/common';
import { AppError, defineTopics, encodeHealthChange } from '@patchbay/integration-contracts';
import type { HealthChange } from '@patchbay/integration-contracts';
import { BatchingProducer, createKafka, ensureTopics, untilReachable } from '@patchbay/service-kit/kafka';
import type { Logger } from '@patchbay/service-kit/logging';
import { CONFIG, LOGGER } from '@patchbay/service-kit/service';
import type { ConfigServiceConfig } from '../config.ts';
import { HealthSink } from './health.sink.ts';

/** Publishes to the compacted topic `integration.health`, keyed by integration. */
@Injectable()
export class KafkaHealthSink extends HealthSink {
  readonly #kafka: ReturnType<typeof createKafka>;
  readonly #producer: BatchingProducer;
  readonly #config: ConfigServiceConfig;
  readonly #logger: Logger;
  readonly #topic: ReturnType<typeof defineTopics>['health'];
  #isOpen = false;

  constructor(@Inject(CONFIG) config: ConfigServiceConfig, @Inject(LOGGER) logger: Logger) {
    super();
    this.#config = config;
    this.#logger = logger;
    this.#kafka = createKafka(config, logger);
    this.#producer = new BatchingProducer(this.#kafka, logger, { lingerMs: 0 });
    this.#topic = defineTopics({
      prefix: config.KAFKA_TOPIC_PREFIX,
      partitions: config.KAFKA_PARTITIONS,
      retryDelaysMs: config.RETRY_DELAYS,
    }).health;
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
    await untilReachable('Kafka', () => this.#producer.connect(), this.#logger, signal);
    this.#isOpen = true;
  }

  override async send(changes: readonly HealthChange[], goneIds: readonly string[] = []): Promise<void> {
    const { topic } = this.#topic;
    const sent = await Promise.allSettled([
      ...changes.map((one) => this.#producer.append({ topic, ...encodeHealthChange(one) })),
      ...goneIds.map((key) => this.#producer.append({ topic, key, value: null })),
    ]);
    const failed = sent.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw new AppError('kafka_unavailable', 'Health.', { cause: failed.reason });
  }

  override async close(): Promise<void> {
    this.#isOpen = false;
    await this.#producer.close();
  }
}
