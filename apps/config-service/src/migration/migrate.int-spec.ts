import { allTopics, defineTopics } from '@patchbay/integration-contracts';
import { loadConfig } from '@patchbay/service-kit/config';
import { createKafka } from '@patchbay/service-kit/kafka';
import { createLogger } from '@patchbay/service-kit/logging';
import { MongoConnection } from '@patchbay/service-kit/mongo';
import { configServiceSettings } from '../config.ts';
import { mongodbUri, ownPlace } from '../testing/real-app.ts';
import { TEST_ENVIRONMENT } from '../testing/test-app.ts';
import { migrate } from './migrate.ts';

const place = ownPlace();
const config = loadConfig(configServiceSettings, {
  ...TEST_ENVIRONMENT,
  KAFKA_BROKERS: process.env['KAFKA_BROKERS'] ?? '',
  KAFKA_TOPIC_PREFIX: place.KAFKA_TOPIC_PREFIX,
  KAFKA_AUTO_CREATE: 'false',
  MONGODB_URI: mongodbUri(place.database),
});
const logger = createLogger('test', 'fatal');
const mongo = new MongoConnection(config, logger);
const admin = createKafka(config, logger).admin();

beforeAll(async () => {
  await Promise.all([mongo.connect(), admin.connect()]);
});

afterAll(async () => {
  await mongo.connection.dropDatabase();
  await Promise.all([mongo.close(), admin.disconnect()]);
});

async function indexNames(): Promise<string[]> {
  const collections = await mongo.connection.listCollections();
  const names = await Promise.all(
    collections.map(async ({ name }) => {
      const indexes = await mongo.connection.collection(name).indexes();
      return indexes.map((index) => `${name} ${index.name ?? ''}`);
    }),
  );
  return names.flat().sort();
}

it('makes every topic and every index although the services may make none, and changes nothing when it is done again', async () => {
  const { signal } = new AbortController();
  await migrate(config, logger, signal);
  const topics = defineTopics({
    prefix: place.KAFKA_TOPIC_PREFIX,
    partitions: config.KAFKA_PARTITIONS,
    retryDelaysMs: config.RETRY_DELAYS,
  });
  expect(await admin.listTopics()).toEqual(
    expect.arrayContaining(allTopics(topics).map(({ topic }) => topic)),
  );
  const indexes = await indexNames();
  for (const collection of ['integration_settings', 'settings_audit', 'sending_jobs', 'projects']) {
    expect(indexes.filter((name) => name.startsWith(`${collection} `)).length).toBeGreaterThan(1);
  }
  await migrate(config, logger, signal);
  expect(await indexNames()).toEqual(indexes);
});

it('gives up when it is told to while Kafka is away', async () => {
  const stop = new AbortController();
  const nowhere = { ...config, KAFKA_BROKERS: ['127.0.0.1:1'] };
  const migration = migrate(nowhere, logger, stop.signal);
  stop.abort(new Error('told to stop'));
  await expect(migration).rejects.toThrow();
});
