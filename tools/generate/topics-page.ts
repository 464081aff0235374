import { allTopics, defineTopics } from '@patchbay/integration-contracts';
import type { TopicRole, TopicSpec } from '@patchbay/integration-contracts';
import { kafkaSettings } from '@patchbay/service-kit/config';
import { code, generatedNote, page, table } from './markdown.ts';

interface Traffic {
  readonly key: string;
  readonly value: string;
  readonly path: string;
}

const FROM_WORKER = 'delivery-worker → delivery-worker';

/** What travels on each topic; the names and settings themselves come from the contracts. */
const TRAFFIC: Readonly<Record<TopicRole | 'retries', Traffic>> = {
  events: {
    key: 'project id',
    value: 'a payload as GitLab sends it, or a CloudEvents 1.0 message around one',
    path: 'upstream → dispatcher',
  },
  eventsDead: {
    key: 'as it came',
    value: 'an event that could not be used, as it came; the headers say why',
    path: 'dispatcher → operators',
  },
  settings: {
    key: 'integration id',
    value: 'one revision of its settings, properties sealed; a tombstone deletes them',
    path: 'config-service → dispatcher, delivery-worker',
  },
  deliveries: {
    key: 'project id, else group path, else event id',
    value: 'the event’s bytes, untouched; the headers name up to 64 integrations that it goes to',
    path: 'dispatcher → delivery-worker',
  },
  retries: {
    key: 'the same',
    value: 'the same with one integration; a header holds what happened so far',
    path: FROM_WORKER,
  },
  deliveriesRequested: {
    key: 'the same',
    value:
      'a delivery that was asked for: a test, a resend, a replay, a recovery, a notification of operators',
    path: 'config-service → delivery-worker',
  },
  projects: {
    key: 'project id',
    value: 'the path at which an event last showed the project; a tombstone once it is gone',
    path: 'dispatcher → config-service',
  },
  namespaces: {
    key: 'event id',
    value: 'a group that moved, from which path to which',
    path: 'dispatcher → dispatcher, config-service',
  },
  deliveriesDead: {
    key: 'the same',
    value: 'a delivery that was given up, with its history in the header',
    path: 'delivery-worker → operators',
  },
  results: {
    key: 'number of the delivery’s partition',
    value: 'a pack of outcomes, without bodies',
    path: 'delivery-worker → delivery-worker, config-service, whoever keeps accounts',
  },
  health: {
    key: 'integration id',
    value: 'a change of its health: healthy, paused until a time, or off',
    path: 'config-service → delivery-worker',
  },
  breakers: {
    key: 'origin',
    value: 'a change of a worker’s circuit breaker for it',
    path: 'delivery-worker → config-service',
  },
  requestLogBacklog: {
    key: 'worker id',
    value: 'a pack of logged requests that MongoDB did not take in time',
    path: FROM_WORKER,
  },
};

const INTRODUCTION = `Names, keys and settings of everything on Kafka, with the defaults of \`KAFKA_PARTITIONS\` and \`RETRY_DELAYS\`.
\`KAFKA_TOPIC_PREFIX\` goes in front of every name. With \`KAFKA_AUTO_CREATE=true\` the services create what is missing, like
this; otherwise create them beforehand. Deliveries, retries and results must have the same number of partitions, and a
delivery keeps its partition number on all of them.`;

const DELIVERY_HEADERS: readonly (readonly [name: string, meaning: string])[] = [
  ['version', 'version of this format: `1`'],
  ['event-id', 'id of the event'],
  ['trigger', 'what happened, one of the [triggers](events.md)'],
  ['project-key', 'project id, else group path, else empty; part of the delivery id'],
  ['event-at', 'when it happened or, unknown, when it came in: epoch milliseconds'],
  ['targets', 'JSON list of `[integration id, settings revision]`, at most 64'],
  [
    'retry',
    'JSON, on retry and dead topics: `attempts`, `firstAttemptAt`, `notBefore`, `lastOutcome`, `step`, `parks`',
  ],
  ['traceparent, tracestate, x-gitlab-event-uuid', 'handed on from the event as they came'],
];

const DEAD_EVENT_HEADERS: readonly (readonly [name: string, meaning: string])[] = [
  ['dead-reason', 'one word, for example `malformed_json` or `unclassified`'],
  ['dead-detail', 'one sentence; it never quotes the payload'],
  ['dead-topic, dead-partition, dead-offset', 'where the event lay'],
  ['dead-at', 'when it was put here, ISO 8601'],
];

/** `docs/topics.md`. */
export function topicsPage(): string {
  const topics = defineTopics({
    prefix: '',
    partitions: kafkaSettings.KAFKA_PARTITIONS.info.default ?? 1,
    retryDelaysMs: kafkaSettings.RETRY_DELAYS.info.default ?? [],
  });
  const roleOf = new Map<TopicSpec, TopicRole | 'retries'>(topics.retries.map((spec) => [spec, 'retries']));
  for (const role of Object.keys(TRAFFIC) as (keyof typeof TRAFFIC)[]) {
    if (role !== 'retries') roleOf.set(topics[role], role);
  }
  const rows = allTopics(topics).map((spec) => row(spec, TRAFFIC[roleOf.get(spec) ?? 'retries']));
  const headers = (list: typeof DELIVERY_HEADERS): string =>
    table(
      ['Header', 'What it says'],
      list.map(([name, meaning]) => [name.split(', ').map(code).join(', '), meaning]),
    );
  return page(
    generatedNote('libs/integration-contracts/src/topics.ts'),
    '# Topics',
    INTRODUCTION,
    table(['Topic', 'Key', 'Value', 'Written by → read by', 'Partitions', 'Settings'], rows),
    '## Headers of deliveries',
    'On `integration.deliveries`, its retry topics and its dead topic.',
    headers(DELIVERY_HEADERS),
    '## Headers of dead events',
    'On `gitlab.events.dead`, beside those that the event came with.',
    headers(DEAD_EVENT_HEADERS),
  );
}

function row({ topic, partitions, config }: TopicSpec, { key, value, path }: Traffic): string[] {
  const settings = Object.entries(config).map(([name, setting]) => code(`${name}=${setting}`));
  return [code(topic), key, value, path, String(partitions), settings.join(', ')];
}
