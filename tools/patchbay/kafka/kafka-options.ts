import type { Command } from 'commander';
import { defineTopics } from '@patchbay/integration-contracts';
import type { Topics } from '@patchbay/integration-contracts';
import { kafkaSettings, loadConfig } from '@patchbay/service-kit/config';
import type { ToolKafka } from '../../services/index.ts';
import type { World } from '../world.ts';
import { findBrokers } from './find-brokers.ts';

export interface KafkaOptions {
  readonly kafkaBrokers?: string;
}

/** Kafka as the services with the same environment see it. */
export interface OpenedKafka {
  readonly kafka: ToolKafka;
  readonly brokers: readonly string[];
  readonly topics: Topics;
  readonly topicPrefix: string;
  readonly groupPrefix: string;
  /** -1 takes the broker's default. */
  readonly replicationFactor: number;
}

/** The options of every command that talks to Kafka itself. */
export function withKafka(command: Command): Command {
  return command.option(
    '--brokers, --kafka-brokers <list>',
    'host:port,…; KAFKA_BROKERS or the running local stack when absent',
  );
}

/** @throws CliError when no broker answers, ConfigError when a KAFKA_… variable is wrong */
export async function openKafka(world: World, { kafkaBrokers }: KafkaOptions): Promise<OpenedKafka> {
  const named = kafkaBrokers?.split(',').map((broker) => broker.trim());
  const brokers = await findBrokers(named, world.environment);
  const config = loadConfig(kafkaSettings, { ...world.environment, KAFKA_BROKERS: brokers.join(',') });
  return {
    kafka: world.kafka(brokers),
    brokers,
    topics: defineTopics({
      prefix: config.KAFKA_TOPIC_PREFIX,
      partitions: config.KAFKA_PARTITIONS,
      retryDelaysMs: config.RETRY_DELAYS,
    }),
    topicPrefix: config.KAFKA_TOPIC_PREFIX,
    groupPrefix: config.KAFKA_CONSUMER_GROUP_PREFIX,
    replicationFactor: config.KAFKA_REPLICATION_FACTOR,
  };
}

type Admin = ReturnType<ToolKafka['admin']>;

/** Does something with an administrator's connection, which is closed whatever comes of it. */
export async function withAdmin<Result>(
  kafka: ToolKafka,
  task: (admin: Admin) => Promise<Result>,
): Promise<Result> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await task(admin);
  } finally {
    await admin.disconnect();
  }
}
