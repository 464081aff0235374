import { Inject, Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { decodeBreakerEvent, defineTopics } from '@patchbay/integration-contracts';
import { TopicView, createKafka, ensureTopics } from '@patchbay/service-kit/kafka';
import type { KafkaRecord } from '@patchbay/service-kit/kafka';
import type { Logger } from '@patchbay/service-kit/logging';
import { CONFIG, LOGGER, SHUTDOWN } from '@patchbay/service-kit/service';
import type { ConfigServiceConfig } from '../config.ts';
import { BreakerBoard } from './breaker-board.ts';

/** Follows the workers' breakers; every replica reads all of them. */
@Injectable()
export class BreakerIntake implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #board: BreakerBoard;
  readonly #logger: Logger;
  readonly #shutdown: AbortSignal;
  readonly #view: TopicView;
  readonly #ensureTopic: () => Promise<void>;

  constructor(
    @Inject(CONFIG) config: ConfigServiceConfig,
    @Inject(LOGGER) logger: Logger,
    @Inject(SHUTDOWN) shutdown: AbortSignal,
    board: BreakerBoard,
  ) {
    this.#board = board;
    this.#logger = logger;
    this.#shutdown = shutdown;
    const kafka = createKafka(config, logger);
    const { breakers } = defineTopics({
      prefix: config.KAFKA_TOPIC_PREFIX,
      partitions: config.KAFKA_PARTITIONS,
      retryDelaysMs: config.RETRY_DELAYS,
    });
    this.#ensureTopic = () =>
      ensureTopics(kafka, [breakers], logger, {
        isCreating: config.KAFKA_AUTO_CREATE,
        replicationFactor: config.KAFKA_REPLICATION_FACTOR,
        signal: shutdown,
      });
    this.#view = new TopicView(kafka, logger, {
      topic: breakers.topic,
      groupPrefix: `${config.KAFKA_CONSUMER_GROUP_PREFIX}config-service.breakers.`,
      onRecord: (record) => {
        this.#take(record);
      },
    });
  }

  onApplicationBootstrap(): void {
    void this.#ensureTopic()
      .then(() => this.#view.start())
      .catch((error: unknown) => {
        if (!this.#shutdown.aborted) throw error;
        this.#logger.debug({ err: error }, 'stopped before Kafka was there');
      });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#view.close();
  }

  #take({ value, topic, partition, offset }: KafkaRecord): void {
    try {
      this.#board.apply(decodeBreakerEvent(value ?? Buffer.alloc(0)));
    } catch (error) {
      this.#logger.warn({ err: error, topic, partition, offset }, 'a record that can’t be read was skipped');
    }
  }
}
