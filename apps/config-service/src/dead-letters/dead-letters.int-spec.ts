import { randomUUID } from 'node:crypto';
import { defineTopics, encodeDeliveryHeaders } from '@patchbay/integration-contracts';
import { loadConfig } from '@patchbay/service-kit/config';
import { createKafka } from '@patchbay/service-kit/kafka';
import { createLogger } from '@patchbay/service-kit/logging';
import { configServiceSettings } from '../config.ts';
import { KafkaEventArchive } from '../sending/kafka-event-archive.ts';
import { TEST_ENVIRONMENT } from '../testing/test-app.ts';
import { DeadLetters } from './dead-letters.service.ts';

const prefix = `dead-${randomUUID()}-`;
const logger = createLogger('test', 'silent');
const config = loadConfig(configServiceSettings, {
  ...TEST_ENVIRONMENT,
  ...process.env,
  ...{ KAFKA_TOPIC_PREFIX: prefix, KAFKA_CONSUMER_GROUP_PREFIX: prefix },
});
const { topic } = defineTopics({ prefix, partitions: 2, retryDelaysMs: [1000] }).deliveriesDead;
const kafka = createKafka(config, logger);
const [admin, producer] = [kafka.admin(), kafka.producer()];
const archive = new KafkaEventArchive(config, logger);
const letters = new DeadLetters(archive);
/** Letters die one second after the other. */
const START = Date.now() - 60_000;
const at = (number: number): Date => new Date(START + number * 1000);

describe('dead letters on a real Kafka', () => {
  beforeAll(async () => {
    await Promise.all([admin.connect(), producer.connect()]);
    await admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: 2 }] });
    for (const number of [0, 1, 2, 3, 4, 5]) {
      const retry = { attempts: 1, firstAttemptAt: 0, notBefore: 0, step: 0, parks: 0 };
      const headers = encodeDeliveryHeaders({
        ...{ eventId: `event-${number}`, trigger: 'push', projectKey: '7', eventAt: 0, passThrough: {} },
        targets: [{ integrationId: number === 4 ? 'b' : 'a', revision: 1 }],
        retry: { ...retry, lastOutcome: 'http_404' },
      });
      const partition = number % 2;
      const timestamp = String(at(number).getTime());
      await producer.send({ topic, messages: [{ partition, timestamp, value: '{}', headers }] });
    }
  });
  // A broker that was just started knows of no groups before its own topic for them is ready, and says so.
  beforeAll(async () => {
    const isReady = () =>
      letters.list(query).then(
        () => true,
        () => false,
      );
    const deadline = Date.now() + 20_000;
    while (!(await isReady()) && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 200));
  });
  afterAll(() => Promise.all([admin.disconnect(), producer.disconnect()]));

  const query = { kind: 'deliveries' as const, since: new Date(0), until: new Date(), limit: 3 };
  const eventsOf = (page: Awaited<ReturnType<DeadLetters['list']>>) =>
    page.letters.map(({ eventId }) => eventId);

  it('are read from the end, over all partitions', async () => {
    const first = await letters.list(query);
    expect(eventsOf(first)).toEqual(['event-5', 'event-4', 'event-3']);
    const second = await letters.list({ ...query, ...(first.next && { positions: first.next }) });
    expect([eventsOf(second), second.next]).toEqual([['event-2', 'event-1', 'event-0'], undefined]);
  });

  it('can be asked for by time and integration', async () => {
    const own = await letters.list({ ...query, since: at(1), until: at(5), integrationId: 'a' });
    expect(eventsOf(own)).toEqual(['event-3', 'event-2', 'event-1']);
  });

  it('are found by their place', async () => {
    const { letter } = await letters.find('deliveries', { partition: 1, offset: 2 });
    expect(letter).toMatchObject({ eventId: 'event-5', reason: 'http_404', bytes: 2 });
    await expect(letters.find('deliveries', { partition: 1, offset: 3 })).rejects.toThrow('no');
  });

  it('are gone once they are dropped', async () => {
    await archive.drop('deliveriesDead', { 0: 2, 1: 1 });
    const left = await letters.list({ ...query, limit: 10 });
    expect(eventsOf(left)).toEqual(['event-5', 'event-4', 'event-3']);
    await expect(letters.find('deliveries', { partition: 0, offset: 0 })).rejects.toThrow('no');
  });
});
