import { Readiness } from '@patchbay/service-kit/http';
import { createLogger } from '@patchbay/service-kit/logging';
import { MongoStorage } from '../storage/mongo-storage.ts';
import { mongodbUri, ownPlace } from '../testing/real-app.ts';
import { describeTokenStore } from '../testing/token-store.suite.ts';
import { MongoTokenStore } from './mongo-token.store.ts';

const config = { MONGODB_URI: mongodbUri(ownPlace().database), MONGODB_TIMEOUT: 5000 };
const storage = new MongoStorage(config, createLogger('test', 'fatal'), new Readiness());
const store = new MongoTokenStore(storage);
const collection = storage.connection.collection('access_tokens');

beforeAll(() => storage.open(new AbortController().signal));
afterAll(async () => {
  await storage.connection.dropDatabase();
  await storage.close();
});

describeTokenStore('MongoDB', async () => {
  await collection.deleteMany({});
  return store;
});

it('looks tokens up and lists them through indexes, however many there are', async () => {
  const lookUp = await collection.find({ hash: 'x' }).explain();
  expect(JSON.stringify(lookUp['queryPlanner'])).toContain('"indexName":"hash_1"');
  const list = await collection.find({ within: 'group:a' }).sort({ createdAt: -1, _id: -1 }).explain();
  const plan = JSON.stringify(list['queryPlanner']);
  expect(plan).toContain('"indexName":"within_1_createdAt_-1__id_-1"');
  expect(plan).not.toContain('"stage":"SORT"');
});
