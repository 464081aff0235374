import { setTimeout as sleep } from 'node:timers/promises';
import { integrationByName } from '@patchbay/integration-catalogue';
import {
  SAMPLES,
  decodeDeliveryHeaders,
  defineTopics,
  eventSwitch,
  projectScope,
} from '@patchbay/integration-contracts';
import { TopicTail } from '@patchbay/tools/services';
import type { ApiClient, ToolKafka } from '@patchbay/tools/services';
import { BenchError } from '../bench/bench-error.ts';
import { percentilesOf } from './percentiles.ts';
import type { Percentiles } from './percentiles.ts';

export interface VisibilityProbe {
  readonly kafka: ToolKafka;
  /** Of topics. */
  readonly prefix: string;
  readonly api: ApiClient;
  /** The first of projects that have no settings yet. */
  readonly firstFreeProject: number;
  readonly signal: AbortSignal;
}

const PUTS = 120;
const EVENT_INTERVAL_MS = 5;
const TIMEOUT_MS = 20_000;
/** None of the integrations that are there listen to it, so whatever is delivered is the probe's. */
const TRIGGER = 'feature_flag';
const SLUG = 'webhook';

type Producer = ReturnType<ToolKafka['producer']>;

/**
 * For a project without settings, events are published every few milliseconds from the moment on at which a PUT is sent that
 * gives it a web hook. The first event that is delivered tells how long the PUT took to count.
 */
export async function measureVisibility(probe: VisibilityProbe): Promise<Percentiles> {
  const { events, deliveries } = defineTopics({ prefix: probe.prefix, partitions: 1, retryDelaysMs: [] });
  const firstDelivered = new FirstDelivered();
  const tail = await TopicTail.start(probe.kafka, {
    topics: [deliveries.topic],
    onRecord: ({ headers }) => {
      const { eventId, projectKey } = decodeDeliveryHeaders(headers);
      firstDelivered.tell(projectKey, eventId);
    },
  });
  const producer = probe.kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  try {
    // The first goes over connections that are only then opened, and does not count.
    const times: number[] = [];
    for (let number = 0; number <= PUTS; number += 1) {
      const project = probe.firstFreeProject + number;
      const elapsedMs = await timeUntilVisible(probe, {
        project,
        producer,
        topic: events.topic,
        firstDelivered,
      });
      if (number > 0) times.push(elapsedMs);
    }
    return percentilesOf(times);
  } finally {
    await producer.disconnect();
    await tail.close();
  }
}

interface Attempt {
  readonly project: number;
  readonly producer: Producer;
  readonly topic: string;
  readonly firstDelivered: FirstDelivered;
}

async function timeUntilVisible({ api, signal }: VisibilityProbe, attempt: Attempt): Promise<number> {
  const put = api.put(projectScope(attempt.project), SLUG, webhookSettings());
  const [elapsedMs] = await Promise.all([publishUntilDelivered(attempt, signal), put]);
  return elapsedMs;
}

/** @returns milliseconds from now until the first of the events that were delivered was sent */
async function publishUntilDelivered(
  { project, producer, topic, firstDelivered }: Attempt,
  signal: AbortSignal,
): Promise<number> {
  const [key, value] = [String(project), payloadOf(project)];
  const sentAfterMs: number[] = [];
  const delivered = firstDelivered.of(key);
  const startedAt = performance.now();
  while (!delivered.isKnown) {
    const elapsedMs = performance.now() - startedAt;
    if (elapsedMs > TIMEOUT_MS) {
      throw new BenchError(
        `no event of project ${key} was delivered within ${TIMEOUT_MS / 1000} s of the PUT`,
      );
    }
    // An id that came before would be taken for the same event once more.
    const headers = { 'event-id': `${key}-${sentAfterMs.length}` };
    sentAfterMs.push(elapsedMs);
    await Promise.all([
      producer.send({ topic, messages: [{ key, value, headers }] }),
      sleep(EVENT_INTERVAL_MS, undefined, { signal }),
    ]);
  }
  return sentAfterMs[delivered.eventNumber] ?? NaN;
}

/** Which event of a project was delivered first. */
class FirstDelivered {
  readonly #waiting = new Map<string, { isKnown: boolean; eventNumber: number }>();

  of(project: string): { readonly isKnown: boolean; readonly eventNumber: number } {
    const waiting = { isKnown: false, eventNumber: Infinity };
    this.#waiting.set(project, waiting);
    return waiting;
  }

  tell(project: string, eventId: string): void {
    const waiting = this.#waiting.get(project);
    if (waiting === undefined) return;
    waiting.isKnown = true;
    waiting.eventNumber = Math.min(waiting.eventNumber, Number(eventId.slice(project.length + 1)));
  }
}

function webhookSettings(): Record<string, unknown> {
  const triggers = integrationByName('webhook')?.events.configurable ?? [];
  const switches = Object.fromEntries(triggers.map((trigger) => [eventSwitch(trigger), trigger === TRIGGER]));
  return { ...switches, url: 'https://hooks.example.com/events' };
}

function payloadOf(project: number): string {
  const sample = SAMPLES[TRIGGER] as { readonly project: object };
  const place = { id: project, path_with_namespace: `acme/rockets/engine-${project}` };
  return JSON.stringify({ ...sample, project: { ...sample.project, ...place } });
}
