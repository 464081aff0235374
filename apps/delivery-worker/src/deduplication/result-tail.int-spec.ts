import { randomUUID } from 'node:crypto';
import { encodeOutcomes } from '@patchbay/integration-contracts';
import { kafkaSettings, loadConfig } from '@patchbay/service-kit/config';
import { createKafka, ensureTopics } from '@patchbay/service-kit/kafka';
import { aDelivery } from '../testing/a-delivery.ts';
import { recordingLogger } from '../testing/recording-logger.ts';
import { Deduplication } from './deduplication.ts';
import { ResultTail } from './result-tail.ts';

const HOUR = 3_600_000;
const { logger, lines } = recordingLogger();
const kafka = createKafka(loadConfig(kafkaSettings, process.env), logger);
const lookUpsOver: Promise<unknown>[] = [];
const openAdmin = kafka.admin.bind(kafka);
kafka.admin = (config) => {
  const admin = openAdmin(config);
  lookUpsOver.push(
    new Promise((resolve) => {
      admin.on(admin.events.DISCONNECT, resolve);
    }),
  );
  return admin;
};

async function aTopicOfResults(): Promise<string> {
  const topic = `results-${randomUUID()}`;
  const options = { isCreating: true, replicationFactor: -1, signal: AbortSignal.timeout(10_000) };
  await ensureTopics(kafka, [{ topic, partitions: 4, config: {} }], logger, options);
  return topic;
}

async function report(topic: string, partition: number, eventIds: readonly string[]): Promise<void> {
  const outcomes = eventIds.map((eventId) => ({
    ...{ deliveryId: aDelivery({ eventId }).id, eventId, integrationId: 'int-1', attempt: 1, status: 200 },
    ...{ outcome: 'delivered' as const, durationMs: 5, at: Date.now() },
  }));
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic, messages: [{ partition, value: encodeOutcomes(outcomes) }] });
  await producer.disconnect();
}

function remembering(
  topic: string,
  { shutdown = new AbortController().signal, loadTimeoutMs = 15_000 } = {},
) {
  const deduplication = new Deduplication({ entries: 1000, windowMs: HOUR, now: Date.now });
  const times = { windowMs: HOUR, takeoverMs: 10, loadTimeoutMs };
  const options = { deduplication, topic, groupPrefix: 'tail-', ...times, shutdown };
  return { deduplication, tail: new ResultTail(kafka, logger, options) };
}

describe('ResultTail on a real Kafka', () => {
  // The tail does not wait for look-ups it gave up on; kafkajs goes on with them, and must not outlive the tests.
  afterAll(() => Promise.all(lookUpsOver), 60_000);

  it('brings back what was done about the partitions that came', async () => {
    const topic = await aTopicOfResults();
    await report(topic, 3, ['e1', 'e2']);
    await report(topic, 3, ['e3']);
    await report(topic, 2, ['e4']);
    const { deduplication, tail } = remembering(topic);
    await tail.load({ 'integration.deliveries': [1, 3], 'integration.deliveries.retry.10s': [3] });
    const isToDo = ['e1', 'e2', 'e3', 'e4'].map((eventId) => deduplication.begin(aDelivery({ eventId })));
    expect(isToDo).toEqual([false, false, false, true]);
  });

  it('passes over what it can’t read', async () => {
    const topic = await aTopicOfResults();
    const producer = kafka.producer();
    await producer.connect();
    await producer.send({ topic, messages: [{ partition: 3, value: 'no pack' }] });
    await producer.disconnect();
    await report(topic, 3, ['e1']);
    const { deduplication, tail } = remembering(topic);
    await tail.load({ 'integration.deliveries': [3] });
    expect(deduplication.begin(aDelivery({ eventId: 'e1' }))).toBe(false);
    expect(lines.map(({ message }) => message)).toContain('a pack of results could not be read');
  });

  it('goes on without the topic, and says what that means', async () => {
    const { deduplication, tail } = remembering(`nowhere-${randomUUID()}`, { loadTimeoutMs: 1000 });
    await tail.load({ 'integration.deliveries': [3] });
    expect(deduplication.begin(aDelivery())).toBe(true);
    expect(lines.map(({ level }) => level)).toContain('warn');
  });

  it('ends at once when the process does', async () => {
    const stop = new AbortController();
    const { tail } = remembering(await aTopicOfResults(), { shutdown: stop.signal });
    stop.abort();
    await tail.load({ 'integration.deliveries': [3] });
    expect(lines.filter(({ fields }) => fields['partitions'] !== undefined)).toHaveLength(1);
  });
});
