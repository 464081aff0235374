import { EgressPolicy } from '../outbound/egress-policy.ts';
import { KeyRing } from '../sealing/index.ts';
import { httpUrl } from './http-url.ts';
import { kafkaSecuritySettings, mongoSecuritySettings } from './security-settings.ts';
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
  ...kafkaSecuritySettings,
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
  MONGODB_URI: setting.custom('url', mongoUri, {
    doc: 'Connection string with the database name.',
    secret: true,
    example: 'mongodb://mongo-0:27017/patchbay?replicaSet=rs0',
  }),
  ...mongoSecuritySettings,
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

/** Where spans go. The OTEL_ names are those that OpenTelemetry gives them. */
export const tracingSettings = {
  TRACING: setting.choice(['off', 'on'], {
    doc: 'Whether spans are made and sent to a collector; see decision 32.',
    default: 'off',
  }),
  TRACING_SAMPLE_RATIO: setting.number({
    doc: 'Share of the traces that begin here that are recorded; those that began elsewhere go by what was decided there.',
    default: 1,
    min: 0,
    max: 1,
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: setting.custom('url', httpUrl, {
    doc: 'The collector: spans go to /v1/traces below it, over HTTP in JSON.',
    default: 'http://localhost:4318',
    example: 'http://otel-collector:4318',
  }),
  OTEL_EXPORTER_OTLP_HEADERS: setting.custom<string>('headers', headerPairs, {
    doc: 'Headers for the collector, comma-separated `name=value` pairs, such as its token.',
    default: '',
    secret: true,
    example: 'authorization=Bearer abc',
  }),
};

/** @throws TypeError for what is no connection string; it may hold a password and is not repeated */
function mongoUri(text: string): string {
  if (!/^mongodb(?:\+srv)?:\/\/./.test(text))
    throw new TypeError('must be mongodb://host:port/database or mongodb+srv://host/database');
  return text;
}

/** @throws TypeError for a pair without a name; values are not repeated */
function headerPairs(text: string): string {
  if (!text.split(',').every((pair) => /^\s*[\w-]+=/.test(pair)))
    throw new TypeError('must be comma-separated name=value pairs');
  return text;
}

/** @throws TypeError naming the entry that is no rule, so that it is reported with all other problems at start */
function egressRules(text: string): readonly string[] {
  const rules = text
    .split(',')
    .map((rule) => rule.trim())
    .filter((rule) => rule !== '');
  return new EgressPolicy(rules).allowed;
}
