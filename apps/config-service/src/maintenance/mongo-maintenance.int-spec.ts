import { Readiness } from '@patchbay/service-kit/http';
import { createLogger } from '@patchbay/service-kit/logging';
import { MongoSettingsStore } from '../settings/mongo-settings.store.ts';
import { MongoStorage } from '../storage/mongo-storage.ts';
import { mongodbUri, ownPlace } from '../testing/real-app.ts';
import { describeRotationStore } from '../testing/rotation-store.suite.ts';
import { describeSettingsInventory } from '../testing/settings-inventory.suite.ts';
import { MongoRotationStore } from './mongo-rotation.store.ts';
import { MongoSettingsInventory } from './mongo-settings.inventory.ts';

const config = { MONGODB_URI: mongodbUri(ownPlace().database), MONGODB_TIMEOUT: 5000 };
const storage = new MongoStorage(config, createLogger('test', 'fatal'), new Readiness());
const store = new MongoSettingsStore(storage);
const inventory = new MongoSettingsInventory(storage);
const rotations = new MongoRotationStore(storage);
const settings = storage.connection.collection('integration_settings');
const maintenance = storage.connection.collection('maintenance');

beforeAll(() => storage.open(new AbortController().signal));
afterAll(async () => {
  await storage.connection.dropDatabase();
  await storage.close();
});

describeSettingsInventory('MongoDB', async () => {
  await settings.deleteMany({});
  return { store, inventory };
});

describeRotationStore('MongoDB', async () => {
  await maintenance.deleteMany({});
  return {
    rotations,
    // The leases are timed by the server's clock, which can't be set.
    passMinute: async () => {
      const earlier = { $subtract: ['$leasedUntil', 60_000] };
      await maintenance.updateMany({}, [{ $set: { leasedUntil: earlier } }]);
    },
  };
});

it('finds what a key sealed through an index, in order', async () => {
  const { queryPlanner } = await settings.find({ 'sealed.key': 'k1' }).sort({ _id: 1 }).explain();
  const plan = JSON.stringify((queryPlanner as { winningPlan: unknown }).winningPlan);
  expect(plan).toContain('"indexName":"sealed.key_1__id_1"');
  expect(plan).not.toContain('"SORT"');
});
