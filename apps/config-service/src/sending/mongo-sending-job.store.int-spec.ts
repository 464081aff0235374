import { Readiness } from '@patchbay/service-kit/http';
import { createLogger } from '@patchbay/service-kit/logging';
import { MongoStorage } from '../storage/mongo-storage.ts';
import { mongodbUri, ownPlace } from '../testing/real-app.ts';
import { describeSendingJobStore } from '../testing/sending-job-store.suite.ts';
import { MongoSendingJobStore } from './mongo-sending-job.store.ts';

const config = { MONGODB_URI: mongodbUri(ownPlace().database), MONGODB_TIMEOUT: 5000 };
const storage = new MongoStorage(config, createLogger('test', 'fatal'), new Readiness());
const jobs = new MongoSendingJobStore(storage);
const collection = storage.connection.collection('sending_jobs');

beforeAll(() => storage.open(new AbortController().signal));
afterAll(async () => {
  await storage.connection.dropDatabase();
  await storage.close();
});

describeSendingJobStore('MongoDB', async () => {
  await collection.deleteMany({});
  return {
    jobs,
    // The leases are timed by the server's clock, which can't be set.
    passMinute: async () => {
      await collection.updateMany({}, [{ $set: { heldUntil: { $subtract: ['$heldUntil', 60_000] } } }]);
    },
  };
});
