import { Readiness } from '@patchbay/service-kit/http';
import { createLogger } from '@patchbay/service-kit/logging';
import { MongoStorage } from '../storage/mongo-storage.ts';
import { mongodbUri, ownPlace } from '../testing/real-app.ts';
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
