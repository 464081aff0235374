import { Readiness } from '@patchbay/service-kit/http';
import { createLogger } from '@patchbay/service-kit/logging';
import { MongoStorage } from '../storage/mongo-storage.ts';
import { mongodbUri, ownPlace } from '../testing/real-app.ts';
import { describeSignInCodeStore } from '../testing/sign-in-code-store.suite.ts';
import { MongoSignInCodeStore } from './mongo-sign-in-code.store.ts';

const config = { MONGODB_URI: mongodbUri(ownPlace().database), MONGODB_TIMEOUT: 5000 };
const storage = new MongoStorage(config, createLogger('test', 'fatal'), new Readiness());
const store = new MongoSignInCodeStore(storage);
const collection = storage.connection.collection('sign_in_codes');

beforeAll(() => storage.open(new AbortController().signal));
afterAll(async () => {
  await storage.connection.dropDatabase();
  await storage.close();
});

describeSignInCodeStore('MongoDB', async () => {
  await collection.deleteMany({});
  return store;
});

it('has MongoDB remove codes that nobody came with', async () => {
  const indexes = await collection.indexes();
  expect(indexes.find(({ key }) => 'expiresAt' in key)).toMatchObject({ expireAfterSeconds: 0 });
});
