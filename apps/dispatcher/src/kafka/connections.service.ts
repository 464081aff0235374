import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { Topics } from '@patchbay/integration-contracts';
import { Readiness } from '@patchbay/service-kit/http';
import { BatchingProducer, createKafka, ensureTopics, untilReachable } from '@patchbay/service-kit/kafka';
import type { Kafka } from '@patchbay/service-kit/kafka';
import type { Logger } from '@patchbay/service-kit/logging';
import { CONFIG, LOGGER, SHUTDOWN } from '@patchbay/service-kit/service';
import type { DispatcherConfig } from '../config.ts';
import { TOPICS } from './tokens.ts';

/** The Kafka client and the one producer of this process. */
@Injectable()
export class Connections implements OnApplicationShutdown {
  readonly kafka: Kafka;
  readonly producer: BatchingProducer;
  #hasTopics = false;

  constructor(
    @Inject(CONFIG) private readonly config: DispatcherConfig,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(SHUTDOWN) private readonly shutdown: AbortSignal,
    @Inject(TOPICS) private readonly topics: Topics,
    readiness: Readiness,
  ) {
    this.kafka = createKafka(config, logger);
    this.producer = new BatchingProducer(this.kafka, logger);
    readiness.add('topics', () => (this.#hasTopics ? undefined : 'not all topics are known to exist yet'));
  }

  /** Resolves when the topics are there and the producer is connected; rejects only when the process stops. */
  async open(): Promise<void> {
    const { events, eventsDead, settings, projects, namespaces, deliveries } = this.topics;
    const needed = [events, eventsDead, settings, projects, namespaces, deliveries];
    await ensureTopics(this.kafka, needed, this.logger, {
      isCreating: this.config.KAFKA_AUTO_CREATE,
      replicationFactor: this.config.KAFKA_REPLICATION_FACTOR,
      signal: this.shutdown,
    });
    this.#hasTopics = true;
    await untilReachable('Kafka', () => this.producer.connect(), this.logger, this.shutdown);
  }

  /** Called after the transport has drained, so nothing is appended any more. */
  async onApplicationShutdown(): Promise<void> {
    await this.producer.close();
  }
}
