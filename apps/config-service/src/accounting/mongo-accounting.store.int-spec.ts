import { Readiness } from '@patchbay/service-kit/http';
import { createLogger } from '@patchbay/service-kit/logging';
import { MongoStorage } from '../storage/mongo-storage.ts';
import { describeAccountingStore } from '../testing/accounting-store.suite.ts';
import { mongodbUri, ownPlace } from '../testing/real-app.ts';
import { NO_POSITIONS } from './accounting.store.ts';
import { MongoAccountingStore } from './mongo-accounting.store.ts';

const config = { MONGODB_URI: mongodbUri(ownPlace().database), MONGODB_TIMEOUT: 5000 };
const storage = new MongoStorage(config, createLogger('test', 'fatal'), new Readiness());
const store = new MongoAccountingStore(storage);

beforeAll(() => storage.open(new AbortController().signal));
afterAll(async () => {
  await storage.connection.dropDatabase();
  await storage.close();
});

describeAccountingStore('MongoDB', async () => {
  for (const name of ['partitions', 'integrations', 'kinds'])
    await storage.connection.collection(`accounting_${name}`).deleteMany({});
  return store;
});

it('adds up what many replicas count of one integration at once', async () => {
  const figures = { accepted: 1, delivered: 1, dead: 0, ignored: 0 };
  const integrations = [{ integrationId: 'shared', name: 'webhook', figures }];
  const bulks = Array.from({ length: 8 }, (_, partition) => ({
    at: new Date(),
    partitions: [
      {
        partition: 100 + partition,
        from: NO_POSITIONS,
        to: { ...NO_POSITIONS, results: 1 },
        figures,
        balance: 0,
      },
    ],
    integrations,
  }));
  expect(await Promise.all(bulks.map((bulk) => store.add(bulk)))).toEqual(bulks.map(() => true));
  expect(await store.figuresOf('shared')).toMatchObject({ accepted: 8, delivered: 8 });
});
