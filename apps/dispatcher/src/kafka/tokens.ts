import type { Topics } from '@patchbay/integration-contracts';
import { defineTopics } from '@patchbay/integration-contracts';
import type { DispatcherConfig } from '../config.ts';

/** The names of all topics, as configured. */
export const TOPICS = Symbol('topics');

export function topicsOf(config: DispatcherConfig): Topics {
  return defineTopics({
    prefix: config.KAFKA_TOPIC_PREFIX,
    partitions: config.KAFKA_PARTITIONS,
    retryDelaysMs: config.RETRY_DELAYS,
  });
}
