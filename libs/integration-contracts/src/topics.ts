/** Every topic that Patchbay touches: names, partition counts and settings in one place. */

export type TopicRole =
  | 'events'
  | 'eventsDead'
  | 'settings'
  | 'projects'
  | 'namespaces'
  | 'deliveries'
  | 'deliveriesRequested'
  | 'deliveriesDead'
  | 'results'
  | 'health'
  | 'breakers'
  | 'requestLogBacklog';

export interface TopicSpec {
  readonly topic: string;
  readonly partitions: number;
  readonly config: Readonly<Record<string, string>>;
  /** Records go to a partition by its number, as the same delivery does in another topic: another count would misplace them. */
  readonly hasFixedPartitions?: true;
}

export interface TopicOptions {
  /** Put in front of every name, so that several installations can share a cluster. */
  readonly prefix: string;
  /** Partitions of the deliveries, retries and results, which must agree. */
  readonly partitions: number;
  readonly retryDelaysMs: readonly number[];
}

/** One retry topic: all its messages wait for the same time, so they fall due in the order they came in. */
export interface RetryTier {
  readonly delayMs: number;
  readonly topic: string;
}

export interface Topics {
  readonly events: TopicSpec;
  readonly eventsDead: TopicSpec;
  readonly settings: TopicSpec;
  /** Where each project is. */
  readonly projects: TopicSpec;
  /** Every group that ever got another path: kept whole and for good, since all of them together tell where settings are. */
  readonly namespaces: TopicSpec;
  readonly deliveries: TopicSpec;
  /** Deliveries that people asked for: they wait neither for a backlog nor with it. */
  readonly deliveriesRequested: TopicSpec;
  readonly deliveriesDead: TopicSpec;
  readonly results: TopicSpec;
  /** Whether each integration is healthy, as far as it ever was not. */
  readonly health: TopicSpec;
  readonly breakers: TopicSpec;
  readonly requestLogBacklog: TopicSpec;
  /** Ascending delays. */
  readonly retryTiers: readonly RetryTier[];
  readonly retries: readonly TopicSpec[];
}

const DAY_MS = 86_400_000;
/** Bytes; the largest event that fits, headers and batch overhead included. */
const MAX_EVENT_BYTES = 8 * 1024 * 1024;
/** What an event gains in headers on each step of its way; without it the largest could not be retried. */
const HEADER_BYTES = 64 * 1024;

const keepFor = (days: number, steps = 0): Record<string, string> => ({
  'retention.ms': String(days * DAY_MS),
  'max.message.bytes': String(MAX_EVENT_BYTES + steps * HEADER_BYTES),
});
const COMPACTED = {
  'cleanup.policy': 'compact',
  'max.message.bytes': String(MAX_EVENT_BYTES),
  'min.cleanable.dirty.ratio': '0.1',
};

/** `10000` → `10s`, `60000` → `1m`: the suffix of a retry topic. */
export function delayName(delayMs: number): string {
  if (delayMs % 3_600_000 === 0) return `${delayMs / 3_600_000}h`;
  if (delayMs % 60_000 === 0) return `${delayMs / 60_000}m`;
  return delayMs % 1000 === 0 ? `${delayMs / 1000}s` : `${delayMs}ms`;
}

export function defineTopics({ prefix, partitions, retryDelaysMs }: TopicOptions): Topics {
  const topic = (name: string, config: Record<string, string>, count = partitions): TopicSpec => ({
    topic: `${prefix}${name}`,
    partitions: count,
    config,
  });
  const fixed = (spec: TopicSpec): TopicSpec => ({ ...spec, hasFixedPartitions: true });
  const retryTiers = [...new Set(retryDelaysMs)]
    .sort((a, b) => a - b)
    .map((delayMs) => ({ delayMs, topic: `${prefix}integration.deliveries.retry.${delayName(delayMs)}` }));
  return {
    events: topic('gitlab.events', keepFor(7)),
    eventsDead: topic('gitlab.events.dead', keepFor(28, 1)),
    settings: topic('integration.settings', COMPACTED, 1),
    projects: topic('integration.projects', COMPACTED),
    namespaces: fixed(topic('integration.namespaces', { 'retention.ms': '-1' }, 1)),
    deliveries: fixed(topic('integration.deliveries', keepFor(7, 1))),
    deliveriesRequested: fixed(topic('integration.deliveries.requested', keepFor(7, 2))),
    deliveriesDead: fixed(topic('integration.deliveries.dead', keepFor(28, 3))),
    results: fixed(topic('integration.results', keepFor(7))),
    health: topic('integration.health', COMPACTED, 1),
    breakers: topic('integration.breakers', keepFor(1), 1),
    requestLogBacklog: topic('integration.request-log.backlog', keepFor(7)),
    retryTiers,
    retries: retryTiers.map((tier) => fixed({ topic: tier.topic, partitions, config: keepFor(7, 2) })),
  };
}

export function allTopics({ retryTiers: _tiers, retries, ...topics }: Topics): readonly TopicSpec[] {
  return [...Object.values(topics), ...retries];
}
