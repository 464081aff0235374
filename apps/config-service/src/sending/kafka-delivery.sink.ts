import { Inject, Injectable } from '@nestjs/common';
import { AppError, defineTopics, encodeDeliveryHeaders } from '@patchbay/integration-contracts';
import { BatchingProducer, createKafka, ensureTopics, untilReachable } from '@patchbay/service-kit/kafka';
import type { Logger } from '@patchbay/service-kit/logging';
import { CONFIG, LOGGER } from '@patchbay/service-kit/service';
import type { ConfigServiceConfig } from '../config.ts';
import { DeliverySink } from './delivery.sink.ts';
import type { RequestedDelivery } from './delivery.sink.ts';

/** Produces to the topic `integration.deliveries.requested`. */
@Injectable()
export class KafkaDeliverySink extends DeliverySink {
  readonly #kafka: ReturnType<typeof createKafka>;
  readonly #producer: BatchingProducer;
  readonly #config: ConfigServiceConfig;
  readonly #logger: Logger;
  readonly #topic: ReturnType<typeof defineTopics>['deliveriesRequested'];
  #isOpen = false;

  constructor(@Inject(CONFIG) config: ConfigServiceConfig, @Inject(LOGGER) logger: Logger) {
    super();
    this.#config = config;
    this.#logger = logger;
    this.#kafka = createKafka(config, logger);
    // No linger: somebody waits for the answer.
    this.#producer = new BatchingProducer(this.#kafka, logger, { lingerMs: 0 });
    this.#topic = defineTopics({
      prefix: config.KAFKA_TOPIC_PREFIX,
      partitions: config.KAFKA_PARTITIONS,
      retryDelaysMs: config.RETRY_DELAYS,
    }).deliveriesRequested;
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

  override async send(deliveries: readonly RequestedDelivery[]): Promise<void> {
    // The producer would wait for Kafka however long that takes, and people don't.
    if (!this.#isOpen) throw new AppError('kafka_unavailable', 'It was not reached since the start.');
    const sent = await Promise.allSettled(
      deliveries.map(({ headers, body }) =>
        this.#producer.append({
          topic: this.#topic.topic,
          key: headers.projectKey === '' ? headers.eventId : headers.projectKey,
          value: body,
          headers: encodeDeliveryHeaders(headers),
        }),
      ),
    );
    const failed = sent.find((result) => result.status === 'rejected');
    if (failed !== undefined)
      throw new AppError('kafka_unavailable', 'Deliveries.', { cause: failed.reason });
  }

  override async close(): Promise<void> {
    await this.#producer.close();
  }
}
