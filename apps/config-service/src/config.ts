import { integrationByName } from '@patchbay/integration-catalogue';
import {
  commonSettings,
  egressSettings,
  kafkaSettings,
  mongoSettings,
  sealingSettings,
  setting,
  tracingSettings,
} from '@patchbay/service-kit/config';
import type { ConfigOf } from '@patchbay/service-kit/config';
import { accessSettings } from './access/access-settings.ts';
import { consoleSettings } from './console/console-settings.ts';
import { streamSettings } from './streams/stream-settings.ts';

/** Everything that config-service reads from its environment. */
export const configServiceSettings = {
  ...commonSettings,
  ...tracingSettings,
  ...kafkaSettings,
  ...mongoSettings,
  ...sealingSettings,
  ...egressSettings,
  PORT: setting.integer({ doc: 'Port of the HTTP server.', default: 4000, min: 0, max: 65_535 }),
  ...accessSettings,
  ...consoleSettings,
  ...streamSettings,
  INTEGRATIONS_ALLOWED: setting.custom('list', integrationNames, {
    doc: 'Names of the integrations that can be set up, such as slack,microsoft_teams; all of them when empty. What is set up already goes on.',
    default: [],
    example: 'slack,webhook',
  }),
  DEVELOPMENT_INTEGRATIONS: setting.boolean({
    doc: 'Whether integrations for development, such as mocks, can be set up.',
    default: false,
  }),
  FEATURE_FLAGS: setting.list({
    doc: 'Keys of the feature flags that are on; integrations behind any other flag can’t be set up.',
    default: [],
  }),
  TRUSTED_PROXIES: setting.list({
    doc: 'Addresses and CIDR ranges of proxies whose X-Forwarded-For counts as the caller’s address.',
    default: [],
    example: '10.0.0.0/8',
  }),
  REQUEST_BODY_LIMIT: setting.bytes({
    doc: 'The largest body that a request may have; more is answered with 413.',
    default: 1024 * 1024,
    min: 1024,
    // Sealed and encoded, it must still fit into a record on Kafka.
    max: 4 * 1024 * 1024,
  }),
  REQUEST_FIELD_LIMIT: setting.integer({
    doc: 'How many fields the body of a request may have.',
    default: 500,
    min: 1,
  }),
  REQUEST_LOG_PAGE_LIMIT: setting.integer({
    doc: 'The largest page of the request log that a client may ask for.',
    default: 100,
    min: 1,
    max: 1000,
  }),
  URL_CHECK_TIMEOUT: setting.duration({
    doc: 'How long saving settings may take to look up where their addresses lead; 0 looks no names up.',
    default: 2000,
    min: 0,
  }),
  TESTS_PER_MINUTE: setting.integer({
    doc: 'How often the settings of one integration in one scope can be tested in a minute.',
    default: 5,
    min: 1,
  }),
  TEST_TIMEOUT: setting.duration({
    doc: 'How long a test waits for a delivery worker; keep it above the worker’s HTTP_TIMEOUT.',
    default: 20_000,
    min: 1000,
  }),
  AUDIT_RETENTION: setting.duration({
    doc: 'How long the audit trail keeps an entry, for ever when 0. It holds for entries written from then on.',
    default: 400 * 86_400_000,
    min: 0,
  }),
  ROTATION_BATCH: setting.integer({
    doc: 'How many settings a rotation of the keys seals again at a time.',
    default: 200,
    min: 1,
    max: 10_000,
  }),
  GRAPHQL_MAX_DEPTH: setting.integer({
    doc: 'How many levels a GraphQL query may have.',
    default: 10,
    min: 4,
  }),
  GRAPHQL_MAX_COST: setting.integer({
    doc: 'What a GraphQL query may cost: 1 for a plain field and 2 for an object, more on inner levels, times the size of a page.',
    default: 5000,
    min: 100,
  }),
  GRAPHQL_IDE: setting.boolean({
    doc: 'Whether /api/graphql/ide serves a page to try queries out; it loads its script from unpkg.com.',
    default: false,
  }),
  REPLAY_RATE: setting.integer({
    doc: 'Deliveries a second that one replay or recovery sends at most.',
    default: 50,
    min: 1,
    max: 10_000,
  }),
  REPLAY_BATCH: setting.integer({
    doc: 'Deliveries of a replay that may be under way at once.',
    default: 50,
    min: 1,
    max: 1000,
  }),
  REPLAY_PAUSE: setting.duration({
    doc: 'How long a replay waits behind an open breaker, or while no worker answers.',
    default: 30_000,
    min: 10,
  }),
  REPLAY_POLL: setting.duration({
    doc: 'How often a replica looks for replays that nobody works on.',
    default: 1000,
    min: 10,
  }),
  REPLAY_MAX_AGE: setting.duration({
    doc: 'How far back a replay or recovery may begin; Kafka keeps events for a limited time.',
    default: 14 * 86_400_000,
    min: 1000,
  }),
  HEALTH_FAILURES_BEFORE_PAUSE: setting.integer({
    doc: 'Failures in a row of an integration that have no consequence; the next one pauses it.',
    default: 3,
    min: 0,
  }),
  HEALTH_FIRST_PAUSE: setting.duration({
    doc: 'How long the first pause of an integration lasts; each failure after a pause doubles it.',
    default: 60_000,
    min: 100,
  }),
  HEALTH_MAX_PAUSE: setting.duration({
    doc: 'The longest pause of an integration.',
    default: 86_400_000,
    min: 100,
  }),
  HEALTH_MAX_FAILURES: setting.integer({
    doc: 'Failures in a row after which an integration is off until a person acts; 0 for never.',
    default: 40,
    min: 0,
  }),
  OPERATIONS_WEBHOOK_URL: setting.text({
    doc: 'Where each change of an integration’s health is posted to, as JSON, by the delivery workers and under their egress policy; nowhere when empty.',
    default: '',
    example: 'https://ops.example.com/patchbay',
  }),
  OPERATIONS_WEBHOOK_SECRET: setting.custom<string>('text', signingSecret, {
    doc: 'Signs what is posted there by Standard Webhooks: `whsec_` and 24 to 64 bytes in base64; unsigned when empty.',
    default: '',
    secret: true,
  }),
  MONGODB_TIMEOUT: setting.duration({
    doc: 'After this long without an answer from MongoDB a request is answered with 503.',
    default: 5000,
    min: 100,
  }),
  PUBLISH_INTERVAL: setting.duration({
    doc: 'How often the outbox is searched for unpublished settings; a write of this process publishes at once.',
    default: 500,
    min: 50,
  }),
  PUBLISH_BATCH: setting.integer({
    doc: 'How many settings are published at a time.',
    default: 500,
    min: 1,
    max: 10_000,
  }),
  PUBLISH_CLAIM: setting.duration({
    doc: 'How long a replica may take to publish what it took from the outbox before another one tries, and how long the settings of one that died may wait.',
    default: 4000,
    min: 1000,
  }),
};

export type ConfigServiceConfig = ConfigOf<typeof configServiceSettings>;

/** @throws TypeError for what web hooks can't be signed with */
function signingSecret(text: string): string {
  if (integrationByName('webhook')?.fields['signing_secret']?.schema.safeParse(text).success === true)
    return text;
  throw new TypeError('must be whsec_ and 24 to 64 bytes in base64');
}

/** @throws TypeError for a name that no integration has: a misspelt one would only be missed when somebody looks for it */
function integrationNames(text: string): readonly string[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const unknown = names.filter((name) => integrationByName(name) === undefined);
  if (unknown.length > 0) throw new TypeError(`must name integrations, which ${unknown.join(', ')} does not`);
  return names;
}
