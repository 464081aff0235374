import { EgressPolicy } from '../outbound/egress-policy.ts';
import { KeyRing } from '../sealing/index.ts';
import { setting } from './setting.ts';

/** What every service reads. */
export const commonSettings = {
  LOG_LEVEL: setting.choice(['trace', 'debug', 'info', 'warn', 'error', 'fatal'], {
    doc: 'The least severe log lines that are written.',
    default: 'info',
  }),
  HOST: setting.text({ doc: 'Address that the HTTP server listens on.', default: '0.0.0.0' }),
  SHUTDOWN_TIMEOUT: setting.duration({
    doc: 'How long work under way may take to finish after SIGTERM; keep it above the HTTP timeout and below the pod’s grace period.',
    default: 25_000,
    min: 0,
  }),
};

/** What every service that talks to Kafka reads. */
export const kafkaSettings = {
  KAFKA_BROKERS: setting.list({
    doc: 'Brokers to begin with, `host:port`.',
    example: 'kafka-0:9092,kafka-1:9092',
  }),
  KAFKA_CLIENT_ID: setting.text({
    doc: 'Name under which the brokers see this process.',
    default: 'patchbay',
  }),
  KAFKA_SSL: setting.boolean({ doc: 'Whether to connect with TLS.', default: false }),
  KAFKA_SASL_MECHANISM: setting.choice(['none', 'plain', 'scram-sha-256', 'scram-sha-512'], {
    doc: 'How to authenticate to the brokers.',
    default: 'none',
  }),
  KAFKA_SASL_USERNAME: setting.text({ doc: 'User for SASL.', default: '' }),
  KAFKA_SASL_PASSWORD: setting.text({ doc: 'Password for SASL.', default: '', secret: true }),
  KAFKA_AUTO_CREATE: setting.boolean({
    doc: 'Create missing topics at start; when off, a missing topic is reported and waited for.',
    default: false,
  }),
  KAFKA_REPLICATION_FACTOR: setting.integer({
    doc: 'Replicas of the topics that are created; -1 takes the broker’s default.',
    default: -1,
    min: -1,
  }),
  KAFKA_PARTITIONS: setting.integer({
    doc: 'Partitions of the topics that are created; deliveries, retries and results must have the same number.',
    default: 6,
    min: 1,
    max: 1000,
  }),
  KAFKA_TOPIC_PREFIX: setting.text({ doc: 'Put in front of every topic name.', default: '' }),
  KAFKA_CONSUMER_GROUP_PREFIX: setting.text({
    doc: 'Put in front of every consumer group.',
    default: 'patchbay.',
  }),
  KAFKA_SESSION_TIMEOUT: setting.duration({
    doc: 'After this long without a heartbeat the broker gives a consumer’s partitions to others.',
    default: 30_000,
    min: 6000,
    max: 300_000,
  }),
  KAFKA_LAG_INTERVAL: setting.duration({
    doc: 'How often each service asks the brokers how far its consumers are behind, for the metrics.',
    default: 10_000,
    min: 500,
  }),
  RETRY_DELAYS: setting.durations({
    doc: 'Delays of the retry topics, ascending; every service must have the same.',
    default: [10_000, 60_000, 600_000, 3_600_000, 21_600_000],
    example: '10s,1m,10m,1h,6h',
  }),
};

export const mongoSettings = {
  MONGODB_URI: setting.text({
    doc: 'Connection string with the database name.',
    secret: true,
    example: 'mongodb://mongo-0:27017/patchbay?replicaSet=rs0',
  }),
};

export const sealingSettings = {
  SEALING_KEYS: setting.custom('key ring', (text) => KeyRing.parse(text), {
    doc: 'Key ring for sealed settings: comma-separated `id:base64` pairs, 32 bytes each. The first seals, all of them open.',
    secret: true,
    example: 'k1:3q2+7w…=',
  }),
};

export const egressSettings = {
  EGRESS_ALLOW: setting.custom<readonly string[]>('list', egressRules, {
    doc: 'Private or local destinations that are allowed all the same: host names, addresses or CIDR ranges, each optionally with `:port`. Delivery workers and config-service must have the same.',
    default: [],
    example: 'hooks.internal.example,10.1.0.0/16,127.0.0.1:8080',
  }),
};

/** @throws TypeError naming the entry that is no rule, so that it is reported with all other problems at start */
function egressRules(text: string): readonly string[] {
  const rules = text
    .split(',')
    .map((rule) => rule.trim())
    .filter((rule) => rule !== '');
  return new EgressPolicy(rules).allowed;
}
