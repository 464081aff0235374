import { Readiness } from '@patchbay/service-kit/http';
import { createLogger } from '@patchbay/service-kit/logging';
import { MongoStorage } from '../storage/mongo-storage.ts';
import { anOutcome } from '../testing/an-outcome.ts';
import { describeHealthStore } from '../testing/health-store.suite.ts';
import { mongodbUri, ownPlace } from '../testing/real-app.ts';
import { HealthRegister } from './health-register.ts';
import { foldRecords } from './integration-health.ts';
import type { ResultRecord } from './integration-health.ts';
import { MongoHealthStore } from './mongo-health.store.ts';

const config = { MONGODB_URI: mongodbUri(ownPlace().database), MONGODB_TIMEOUT: 5000 };
const RULES = { failuresBeforePause: 1000, firstPauseMs: 1000, maxPauseMs: 1000, maxFailures: 0 };
const storage = new MongoStorage(config, createLogger('test', 'fatal'), new Readiness());
const store = new MongoHealthStore(storage);
const collection = storage.connection.collection('integration_health');

beforeAll(() => storage.open(new AbortController().signal));
afterAll(async () => {
  await storage.connection.dropDatabase();
  await storage.close();
});
beforeEach(async () => {
  await collection.deleteMany({});
});

describeHealthStore('MongoDB', () => store);

it('loses nothing when replicas fold outcomes of one integration at the same time', async () => {
  const perPartition = 20;
  const recordsOf = (partition: number): ResultRecord[] =>
    Array.from({ length: perPartition }, (_, offset) => ({
      ...{ partition, offset, timestampMs: offset },
      outcomes: [anOutcome({ at: 1000 + offset, outcome: 'retrying' })],
    }));
  const replica = async (partition: number): Promise<void> => {
    const register = new HealthRegister(store);
    // Each comes twice, as after a crash between the write and the commit.
    for (const record of recordsOf(partition).flatMap((one) => [one, one])) {
      await register.change(['a', `own-${String(partition)}`], (health) =>
        foldRecords(health, [record], RULES),
      );
    }
  };
  await Promise.all([0, 1, 2].map(replica));
  const found = await store.find(['a', 'own-0']);
  expect([found.get('a')?.failures, found.get('own-0')?.failures]).toEqual([3 * perPartition, perPartition]);
});

it.each([
  ['those of a state', { state: 'paused' }, 'state_1__id_1'],
  ['the outbox', { isUnpublished: true }, 'isUnpublished_1'],
])('finds %s through an index', async (_what, filter, index) => {
  const { queryPlanner } = await collection.find(filter).explain();
  expect(JSON.stringify(queryPlanner)).toContain(`"indexName":"${index}"`);
});
