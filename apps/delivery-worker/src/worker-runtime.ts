import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { allTopics, defineTopics } from '@patchbay/integration-contracts';
import type { Topics } from '@patchbay/integration-contracts';
import { Readiness } from '@patchbay/service-kit/http';
import {
  BatchingProducer,
  TopicView,
  createKafka,
  ensureTopics,
  untilReachable,
} from '@patchbay/service-kit/kafka';
import type { Kafka } from '@patchbay/service-kit/kafka';
import type { Logger } from '@patchbay/service-kit/logging';
import { MongoConnection } from '@patchbay/service-kit/mongo';
import { CONFIG, LOGGER, SHUTDOWN } from '@patchbay/service-kit/service';
import type { DeliveryWorkerConfig } from './config.ts';
import { HoldView } from './integrations/hold-view.ts';
import { IntegrationView } from './integrations/integration-view.ts';

/** The worker's connections: opened in the background at start, closed after the transports have drained. */
@Injectable()
export class WorkerRuntime implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly kafka: Kafka;
  readonly topics: Topics;
  readonly producer: BatchingProducer;
  readonly mongo: MongoConnection;
  readonly settings: TopicView;
  readonly #health: TopicView;
  readonly #config: DeliveryWorkerConfig;
  readonly #logger: Logger;
  readonly #shutdown: AbortSignal;
  readonly #lastTasks: (() => Promise<void>)[] = [];
  readonly #ready = Promise.withResolvers<void>();

  constructor(
    @Inject(CONFIG) config: DeliveryWorkerConfig,
    @Inject(LOGGER) logger: Logger,
    @Inject(SHUTDOWN) shutdown: AbortSignal,
    readiness: Readiness,
    view: IntegrationView,
    holds: HoldView,
  ) {
    this.#config = config;
    this.#logger = logger;
    this.#shutdown = shutdown;
    this.kafka = createKafka(config, logger);
    this.topics = defineTopics({
      prefix: config.KAFKA_TOPIC_PREFIX,
      partitions: config.KAFKA_PARTITIONS,
      retryDelaysMs: config.RETRY_DELAYS,
    });
    this.producer = new BatchingProducer(this.kafka, logger);
    this.mongo = new MongoConnection(config, logger);
    this.settings = new TopicView(this.kafka, logger, {
      topic: this.topics.settings.topic,
      groupPrefix: `${config.KAFKA_CONSUMER_GROUP_PREFIX}delivery-worker.settings.`,
      onRecord: (record) => {
        view.apply(record);
      },
    });
    this.#health = new TopicView(this.kafka, logger, {
      topic: this.topics.health.topic,
      groupPrefix: `${config.KAFKA_CONSUMER_GROUP_PREFIX}delivery-worker.health.`,
      onRecord: (record) => {
        holds.apply(record);
      },
    });
    readiness.add('settings', () =>
      this.settings.isComplete ? undefined : 'the settings topic has not been read yet',
    );
  }

  /** Resolves when deliveries can be worked on: topics there, producer connected, settings read. */
  ready(): Promise<void> {
    return this.#ready.promise;
  }

  /** Adds what has to be sent before the producer closes. */
  beforeClose(task: () => Promise<void>): void {
    this.#lastTasks.push(task);
  }

  onApplicationBootstrap(): void {
    void this.mongo.connect();
    this.#open().then(this.#ready.resolve, (error: unknown) => {
      if (!this.#shutdown.aborted) this.#logger.fatal({ err: error }, 'the worker could not start');
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.settings.close(), this.#health.close()]);
    for (const task of this.#lastTasks) await task();
    await this.producer.close();
    await this.mongo.close();
  }

  async #open(): Promise<void> {
    const { KAFKA_AUTO_CREATE: isCreating, KAFKA_REPLICATION_FACTOR: replicationFactor } = this.#config;
    await ensureTopics(this.kafka, allTopics(this.topics), this.#logger, {
      isCreating,
      replicationFactor,
      signal: this.#shutdown,
    });
    await untilReachable('Kafka', () => this.producer.connect(), this.#logger, this.#shutdown);
    await Promise.all([this.settings.start(), this.#health.start()]);
    await Promise.all([this.settings.complete(), this.#health.complete()]);
  }
}
