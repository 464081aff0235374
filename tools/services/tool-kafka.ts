import { kafkaSettings, loadConfig } from '@patchbay/service-kit/config';
import { createKafka } from '@patchbay/service-kit/kafka';
import { createLogger } from '@patchbay/service-kit/logging';

export type ToolKafka = ReturnType<typeof createKafka>;

/** A client for tools and tests, with the services' own settings for TLS and SASL. Silent: its callers report failures. */
export function toolKafka(brokers: readonly string[]): ToolKafka {
  const config = loadConfig(kafkaSettings, {
    ...process.env,
    KAFKA_BROKERS: brokers.join(','),
    KAFKA_CLIENT_ID: 'patchbay-tools',
  });
  return createKafka(config, createLogger('tools', 'fatal'));
}
