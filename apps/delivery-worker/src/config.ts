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
import { isMailbox } from '@patchbay/service-kit/outbound';

const SECOND = 1000;
const DAY = 86_400 * SECOND;
const MIB = 1024 * 1024;

/** What the request log may hold. */
export const REQUEST_LOG_KINDS = ['all', 'failures', 'off'] as const;

/** Everything that the delivery worker reads from its environment. */
export const deliveryWorkerSettings = {
  ...commonSettings,
  ...tracingSettings,
  ...kafkaSettings,
  ...mongoSettings,
  ...sealingSettings,
  ...egressSettings,
  PORT: setting.integer({
    doc: 'Port of /metrics, /healthz and /readyz.',
    default: 4002,
    min: 0,
    max: 65_535,
  }),
  MAX_IN_FLIGHT_RECORDS: setting.integer({
    doc: 'Records under way at once, whether waiting for a slot, for an answer or for their log.',
    default: 2000,
    min: 1,
  }),
  MAX_IN_FLIGHT_RETRIES: setting.integer({
    doc: 'Records of the retry topics under way at once.',
    default: 500,
    min: 1,
  }),
  MAX_IN_FLIGHT_REQUESTED: setting.integer({
    doc: 'Records under way at once of what people ask for: tests, resends, replays and recoveries.',
    default: 100,
    min: 1,
  }),
  MAX_IN_FLIGHT_BYTES: setting.bytes({
    doc: 'Bytes of events under way at once.',
    default: 64 * MIB,
    min: MIB,
  }),
  MAX_WAITING_DELIVERIES: setting.integer({
    doc: 'Deliveries that wait for slots, over all origins, before no more records are taken.',
    default: 512,
    min: 1,
  }),
  COMMIT_INTERVAL: setting.duration({ doc: 'How often offsets are committed.', default: 500, min: 50 }),
  DEDUP_WINDOW: setting.duration({
    doc: 'How long a delivery that is done is remembered, so that it is not sent again when its record comes again.',
    default: 3600 * SECOND,
    min: SECOND,
  }),
  DEDUP_ENTRIES: setting.integer({
    doc: 'Deliveries that are remembered for each partition; about 24 bytes each.',
    default: 50_000,
    min: 100,
  }),
  DEDUP_TAKEOVER: setting.duration({
    doc: 'How long a worker that gets a partition waits for the results of whoever had it before.',
    default: SECOND,
    min: 0,
  }),
  DEDUP_LOAD_TIMEOUT: setting.duration({
    doc: 'How long reading recent results may take before a partition is worked on without them.',
    default: 10 * SECOND,
    min: 100,
  }),
  OPENED_SETTINGS: setting.integer({
    doc: 'Integrations whose opened settings are kept ready.',
    default: 10_000,
    min: 1,
  }),
  HTTP_TIMEOUT: setting.duration({
    doc: 'Bound on a whole outbound call, from the first byte sent to the last one read.',
    default: 10 * SECOND,
    min: 100,
  }),
  HTTP_CONNECT_TIMEOUT: setting.duration({
    doc: 'Bound on name resolution, TCP and TLS.',
    default: 5 * SECOND,
    min: 100,
  }),
  HTTP_MAX_IN_FLIGHT: setting.integer({
    doc: 'Outbound calls at once, over all endpoints.',
    default: 1024,
    min: 1,
  }),
  HTTP_MAX_IN_FLIGHT_PER_ORIGIN: setting.integer({
    doc: 'Outbound calls at once to one origin (scheme, host and port).',
    default: 64,
    min: 1,
  }),
  TRACE_OUTBOUND: setting.boolean({
    doc: 'Whether receivers get the trace in a `traceparent` header, when TRACING is on; see decision 32.',
    default: true,
  }),
  SLOT_WAIT: setting.duration({
    doc: 'How long a delivery waits for a slot at its origin before it may be parked on a retry topic; it is when the origin is slower than the rest.',
    default: SECOND,
    min: 0,
  }),
  MAX_RESPONSE_BYTES: setting.bytes({
    doc: 'Bytes of an answer that are read; the rest is cut off.',
    default: 64 * 1024,
    min: 1024,
  }),
  MAX_ATTEMPTS: setting.integer({ doc: 'Attempts after which a delivery is dead.', default: 12, min: 1 }),
  MAX_AGE: setting.duration({
    doc: 'Time after the first attempt at which a delivery is dead.',
    default: 3 * DAY,
    min: SECOND,
  }),
  BREAKER_ERROR_PERCENTAGE: setting.integer({
    doc: 'Share of failed calls in the window at which an origin’s breaker opens.',
    unit: '%',
    default: 50,
    min: 1,
    max: 100,
  }),
  BREAKER_VOLUME: setting.integer({
    doc: 'Calls in the window below which a breaker stays closed.',
    default: 20,
    min: 1,
  }),
  BREAKER_WINDOW: setting.duration({
    doc: 'The window that a breaker looks at.',
    default: 10 * SECOND,
    min: SECOND,
  }),
  BREAKER_RESET: setting.duration({
    doc: 'How long a breaker stays open before one call may probe.',
    default: 30 * SECOND,
    min: 100,
  }),
  EGRESS_PROXY: setting.custom<string>('url', proxyUrl, {
    doc: 'Proxy that HTTP calls go through: `http://` or `https://`, with user and password where it asks for them. It resolves the names that are called; see decision 22.',
    default: '',
    example: 'http://patchbay:password@proxy.internal.example:3128',
    secret: true,
  }),
  EGRESS_NO_PROXY: setting.list({
    doc: 'Hosts that are called without the proxy, each optionally with `:port`; with a dot in front, a domain with all below it.',
    default: [],
    example: 'hooks.internal.example,.svc.cluster.local',
  }),
  SMTP_URL: setting.custom<string>('url', smtpUrl, {
    doc: 'Mail server for integrations that send mail: `smtp://` or `smtps://`, with user and password where it asks for them. Without one their deliveries fail.',
    default: '',
    example: 'smtp://patchbay:password@mail.internal.example:587',
    secret: true,
  }),
  SMTP_FROM: setting.custom<string>('text', mailbox, {
    doc: 'Sender of mails.',
    default: 'patchbay@localhost',
    example: 'Patchbay <patchbay@example.com>',
  }),
  METRICS_TOP_INTEGRATIONS: setting.integer({
    doc: 'How many of the integrations that fail most the metrics show by id; 0 shows none.',
    default: 10,
    min: 0,
    max: 20,
  }),
  REQUEST_LOG: setting.choice(REQUEST_LOG_KINDS, {
    doc: 'Which deliveries are logged: `all`, `failures` alone, or with `off` none, so that lists of deliveries are empty. What people ask for is logged in any case.',
    default: 'all',
  }),
  REQUEST_LOG_TTL: setting.duration({
    doc: 'How long the request log is kept.',
    default: 14 * DAY,
    min: SECOND,
  }),
  REQUEST_LOG_BATCH: setting.integer({
    doc: 'Attempts that are written to MongoDB at once.',
    default: 200,
    min: 1,
    max: 1000,
  }),
  REQUEST_LOG_FLUSH: setting.duration({
    doc: 'How long an attempt waits for others to be written with.',
    default: 50,
    min: 1,
  }),
  REQUEST_LOG_TIMEOUT: setting.duration({
    doc: 'How long MongoDB may take for a batch before it goes to the backlog topic.',
    default: 3 * SECOND,
    min: 100,
  }),
  REQUEST_LOG_BODY_BYTES: setting.bytes({
    doc: 'Bytes of a request body that are logged.',
    default: 64 * 1024,
    min: 0,
  }),
  REQUEST_LOG_RESPONSE_BYTES: setting.bytes({
    doc: 'Bytes of an answer that are logged.',
    default: 8 * 1024,
    min: 0,
  }),
};

export type DeliveryWorkerConfig = ConfigOf<typeof deliveryWorkerSettings>;

/** @throws TypeError for what is no address of a mail server; the value may hold a password and is not repeated */
function smtpUrl(text: string): string {
  const url = URL.parse(text);
  if (url === null || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '') {
    throw new TypeError('must be smtp://host:port or smtps://host:port, with user:password@ where needed');
  }
  return text;
}

/** @throws TypeError for what is no address of a proxy; the value may hold a password and is not repeated */
function proxyUrl(text: string): string {
  const url = URL.parse(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw new TypeError('must be http://host:port or https://host:port, with user:password@ where needed');
  }
  return text;
}

/** @throws TypeError when mails could not be sent from it */
function mailbox(text: string): string {
  if (!isMailbox(text)) throw new TypeError('must be one mail address, with or without a name');
  return text;
}
