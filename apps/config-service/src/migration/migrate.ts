import { NestFactory } from '@nestjs/core';
import { NamespaceMap, allTopics, defineTopics } from '@patchbay/integration-contracts';
import type { TopicSpec } from '@patchbay/integration-contracts';
import { Readiness } from '@patchbay/service-kit/http';
import { createKafka, ensureTopics, topicProblems } from '@patchbay/service-kit/kafka';
import type { TopicProblem } from '@patchbay/service-kit/kafka';
import type { Logger } from '@patchbay/service-kit/logging';
import { CONFIG, LOGGER } from '@patchbay/service-kit/service';
import type { ConfigServiceConfig } from '../config.ts';
import { MongoStorage } from '../storage/mongo-storage.ts';
import { mongoStores } from '../storage/mongo-stores.ts';

function topicsOf(config: ConfigServiceConfig): readonly TopicSpec[] {
  return allTopics(
    defineTopics({
      prefix: config.KAFKA_TOPIC_PREFIX,
      partitions: config.KAFKA_PARTITIONS,
      retryDelaysMs: config.RETRY_DELAYS,
    }),
  );
}

/**
 * What `patchbay topics check` finds, for those who have nothing but the image; changes nothing.
 * @throws whatever kafkajs reports
 */
export async function checkTopics(
  config: ConfigServiceConfig,
  logger: Logger,
): Promise<readonly TopicProblem[]> {
  const admin = createKafka(config, logger).admin();
  await admin.connect();
  try {
    return await topicProblems(admin, topicsOf(config), logger);
  } finally {
    await admin.disconnect();
  }
}

/**
 * Makes the topics and the indexes that are missing, with rights that the services then need not have. Waits for Kafka and
 * MongoDB as long as nobody aborts; done again it changes nothing.
 */
export async function migrate(
  config: ConfigServiceConfig,
  logger: Logger,
  signal: AbortSignal,
): Promise<void> {
  await ensureTopics(createKafka(config, logger), topicsOf(config), logger, {
    isCreating: true,
    replicationFactor: config.KAFKA_REPLICATION_FACTOR,
    signal,
  });
  await createIndexes(config, logger, signal);
}

/** Each store tells the storage which indexes it needs. The worker looks after those of the request log itself. */
async function createIndexes(
  config: ConfigServiceConfig,
  logger: Logger,
  signal: AbortSignal,
): Promise<void> {
  const context = [
    { provide: CONFIG, useValue: config },
    { provide: LOGGER, useValue: logger },
    { provide: Readiness, useValue: new Readiness() },
  ];
  class Stores {}
  const app = await NestFactory.createApplicationContext(
    { module: Stores, providers: [...context, NamespaceMap, ...mongoStores] },
    { logger: false, abortOnError: false },
  );
  const storage = app.get(MongoStorage);
  try {
    await storage.open(signal);
  } finally {
    await storage.close();
  }
}
