import type { ServiceName } from './service-name.ts';

/** What the launched services are told; see docs/configuration.md for what each variable does. */
export interface ServiceSettings {
  readonly kafkaBrokers: readonly string[];
  readonly mongodbUri: string;
  /** For topics and consumer groups; what the environment says when absent. */
  readonly topicPrefix?: string;
  /** `id:base64` pairs. */
  readonly sealingKeys: string;
  readonly adminToken: string;
  /** As in RETRY_DELAYS: `2s,5s,15s`. */
  readonly retryDelays?: string;
  readonly logLevel?: string;
  /** Further variables for all three; those a service does not know it ignores. */
  readonly extra?: Readonly<Record<string, string>>;
  /** Variables for one of them alone; they win over all others. */
  readonly own?: Readonly<Partial<Record<ServiceName, Readonly<Record<string, string>>>>>;
}

/** The environment that the three services share. */
export function serviceEnvironment(settings: ServiceSettings): Record<string, string> {
  const { topicPrefix, retryDelays, extra } = settings;
  const token = { name: 'local-admin', token: settings.adminToken, role: 'admin', scope: 'instance' };
  return {
    HOST: '127.0.0.1',
    LOG_LEVEL: settings.logLevel ?? 'info',
    KAFKA_BROKERS: settings.kafkaBrokers.join(','),
    MONGODB_URI: settings.mongodbUri,
    KAFKA_AUTO_CREATE: 'true',
    SEALING_KEYS: settings.sealingKeys,
    API_TOKENS: JSON.stringify([token]),
    // The receivers of demos and tests live on loopback, which the egress policy refuses otherwise.
    EGRESS_ALLOW: '127.0.0.1',
    ...(topicPrefix === undefined
      ? {}
      : { KAFKA_TOPIC_PREFIX: topicPrefix, KAFKA_CONSUMER_GROUP_PREFIX: `${topicPrefix}patchbay.` }),
    ...(retryDelays === undefined ? {} : { RETRY_DELAYS: retryDelays }),
    ...extra,
  };
}
