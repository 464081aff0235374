import type { Admin, Kafka } from 'kafkajs';
import type { TopicSpec } from '@patchbay/integration-contracts';
import type { Logger } from '../logging/index.ts';
import { requireFitting } from './fitting-topics.ts';
import { untilReachable } from './until-reachable.ts';

export interface EnsureTopicsOptions {
  readonly isCreating: boolean;
  /** -1 takes the broker's default. */
  readonly replicationFactor: number;
  readonly signal: AbortSignal;
}

const MISSING_RETRY_MS = 5000;

/**
 * Waits until all topics exist and are as they must be, creating the missing ones when allowed to. Names those that are missing or
 * wrong, once a try.
 * Rejects only when the signal aborts.
 */
export async function ensureTopics(
  kafka: Kafka,
  specs: readonly TopicSpec[],
  logger: Logger,
  options: EnsureTopicsOptions,
): Promise<void> {
  const admin = kafka.admin();
  await untilReachable('Kafka', () => admin.connect(), logger, options.signal);
  try {
    await untilReachable(
      'Kafka topics',
      () => createMissing(admin, specs, logger, options),
      logger,
      options.signal,
      MISSING_RETRY_MS,
    );
  } finally {
    await admin.disconnect();
  }
}

async function createMissing(
  admin: Admin,
  specs: readonly TopicSpec[],
  logger: Logger,
  { isCreating, replicationFactor }: EnsureTopicsOptions,
): Promise<void> {
  const existing = new Set(await admin.listTopics());
  const missing = specs.filter(({ topic }) => !existing.has(topic));
  const present = specs.filter(({ topic }) => existing.has(topic));
  if (present.length > 0) await requireFitting(admin, present, logger);
  if (missing.length === 0) return;
  const names = missing.map(({ topic }) => topic).join(', ');
  if (!isCreating) {
    throw new Error(`missing ${names}; create them or set KAFKA_AUTO_CREATE=true`);
  }
  await createTopics(admin, missing, replicationFactor);
  logger.info({ topics: names }, 'created topics');
}

/**
 * Creates topics that are not there yet.
 * @param replicationFactor -1 takes the broker's default
 * @throws whatever kafkajs reports
 */
export async function createTopics(
  admin: Admin,
  specs: readonly TopicSpec[],
  replicationFactor: number,
): Promise<void> {
  await admin.createTopics({
    waitForLeaders: true,
    topics: specs.map(({ topic, partitions, config }) => ({
      topic,
      numPartitions: partitions,
      replicationFactor,
      configEntries: Object.entries(config).map(([name, value]) => ({ name, value })),
    })),
  });
}
