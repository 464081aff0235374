import { Readiness } from '@patchbay/service-kit/http';
import { createLogger } from '@patchbay/service-kit/logging';
import { MongoStorage } from '../storage/mongo-storage.ts';
import { mongodbUri, ownPlace } from '../testing/real-app.ts';
import { someSettings } from '../testing/some-settings.ts';
import { describeSettingsStore } from '../testing/settings-store.suite.ts';
import { MongoSettingsStore } from './mongo-settings.store.ts';

const config = { MONGODB_URI: mongodbUri(ownPlace().database), MONGODB_TIMEOUT: 5000 };
const storage = new MongoStorage(config, createLogger('test', 'fatal'), new Readiness());
const store = new MongoSettingsStore(storage);
const collection = storage.connection.collection('integration_settings');

beforeAll(() => storage.open(new AbortController().signal));
afterAll(async () => {
  await storage.connection.dropDatabase();
  await storage.close();
});

describeSettingsStore('MongoDB', async () => {
  await collection.deleteMany({});
  return {
    store,
    // The claims are timed by the server's clock, which can't be set.
    passMinute: async () => {
      await collection.updateMany({}, [{ $set: { claimedUntil: { $subtract: ['$claimedUntil', 60_000] } } }]);
    },
  };
});

it('finds the outbox through an index, however many settings there are', async () => {
  const { queryPlanner } = await collection.find({ isUnpublished: true }).explain();
  expect(JSON.stringify(queryPlanner)).toContain('"indexName":"isUnpublished_1"');
});

it('searches data fields through an index, whatever they are called', async () => {
  const { queryPlanner } = await collection.find({ name: 'jira', 'data.url': { $eq: 'x' } }).explain();
  expect(JSON.stringify(queryPlanner)).toContain('"indexName":"data.$**_1"');
});

it('reads and replaces documents from before there were data fields and trackers', async () => {
  await collection.deleteMany({});
  const settings = someSettings();
  await store.insert(settings);
  await collection.updateOne({}, { $unset: { data: 1, exclusive: 1 } });
  expect(await store.find(settings)).toEqual(settings);
  const next = { ...settings, revision: 2, data: { url: 'https://one.example' } };
  expect(await store.replace(next, 1)).toBe(true);
  expect(await store.find(settings)).toEqual(next);
});
