import { randomUUID } from 'node:crypto';
import {
  defineTopics,
  deliveryIdOf,
  encodeDeliveryHeaders,
  encodeOutcomes,
} from '@patchbay/integration-contracts';
import type { Outcome } from '@patchbay/integration-contracts';
import { toolKafka } from '../services/index.ts';
import { audit } from './audit.ts';
import { AuditError } from './audit-error.ts';

const prefix = `audit-${randomUUID()}-`;
const topics = defineTopics({ prefix, partitions: 2, retryDelaysMs: [1000] });
const kafka = toolKafka((process.env['KAFKA_BROKERS'] ?? '').split(','));
const [admin, producer] = [kafka.admin(), kafka.producer()];
const options = { topicPrefix: prefix, groupPrefix: prefix, since: undefined };
const retryTopic = topics.retries[0]?.topic ?? '';

/** Each event is of the partition that its number names. */
const partitionOf = (event: number): number => event % 2;
const idOf = (event: number): string => deliveryIdOf(`event-${event}`, 'hook', '7');

async function deliver(topic: string, ...events: readonly number[]): Promise<void> {
  const headersOf = (event: number) =>
    encodeDeliveryHeaders({
      ...{ eventId: `event-${event}`, trigger: 'push', projectKey: '7', eventAt: 0, passThrough: {} },
      targets: [{ integrationId: 'hook', revision: 1 }],
    });
  const messages = events.map((event) => ({
    ...{ partition: partitionOf(event), value: '{}', headers: headersOf(event) },
  }));
  await producer.send({ topic, messages });
}

async function report(event: number, outcome: Outcome): Promise<void> {
  const value = encodeOutcomes([
    {
      ...{ deliveryId: idOf(event), eventId: `event-${event}`, integrationId: 'hook', attempt: 1, outcome },
      ...{ status: 0, durationMs: 0, at: 0 },
    },
  ]);
  await producer.send({ topic: topics.results.topic, messages: [{ partition: partitionOf(event), value }] });
}

const commit = (group: string, topic: string, offsets: readonly number[]) =>
  admin.setOffsets({
    ...{ groupId: `${prefix}${group}`, topic },
    partitions: offsets.map((offset, partition) => ({ partition, offset: String(offset) })),
  });

describe('the auditor on a real Kafka', () => {
  beforeAll(async () => {
    await Promise.all([admin.connect(), producer.connect()]);
    const specs = [topics.deliveries, topics.deliveriesDead, topics.results, ...topics.retries];
    await admin.createTopics({
      waitForLeaders: true,
      topics: specs.map(({ topic, partitions }) => ({ topic, numPartitions: partitions })),
    });
  });
  afterAll(() => Promise.all([admin.disconnect(), producer.disconnect()]));

  it('finds everything that is done or on its way, and names what is not', async () => {
    await deliver(topics.deliveries.topic, 0, 1, 2, 3, 4, 5, 6);
    await report(0, 'delivered');
    await report(1, 'dead');
    await deliver(topics.deliveriesDead.topic, 1);
    for (const event of [2, 3]) await report(event, 'retrying');
    await deliver(retryTopic, 2, 3);
    // Of the even ones 0, 2, 4 were taken, of the odd ones 1, 3; of the retries that of 3, which left nothing.
    await commit('delivery-worker', topics.deliveries.topic, [3, 2]);
    await commit('delivery-worker.retries', retryTopic, [0, 1]);
    const found = await audit(kafka, options);
    expect(found).toMatchObject({ accepted: 7, delivered: 1, dead: 1, pending: 3, missing: 2 });
    expect([...found.missingIds].sort()).toEqual([idOf(3), idOf(4)].sort());
    await report(3, 'delivered');
    await report(4, 'ignored');
    expect(await audit(kafka, options)).toMatchObject({ delivered: 2, ignored: 1, pending: 3, missing: 0 });
  });

  it('looks at what came in since a time', async () => {
    expect(await audit(kafka, { ...options, since: Date.now() + 1000 })).toMatchObject({ accepted: 0 });
    expect(await audit(kafka, { ...options, since: Date.now() - 600_000 })).toMatchObject({ accepted: 7 });
  });

  it('says so when a topic is not there', async () => {
    await expect(audit(kafka, { ...options, topicPrefix: 'nowhere-' })).rejects.toThrow(AuditError);
  });
});
