import { NamespaceMap } from '@patchbay/integration-contracts';
import { Readiness } from '@patchbay/service-kit/http';
import { createLogger } from '@patchbay/service-kit/logging';
import { MongoStorage } from '../storage/mongo-storage.ts';
import { describePlaceStore } from '../testing/place-store.suite.ts';
import { mongodbUri, ownPlace } from '../testing/real-app.ts';
import { MongoPlaceStore } from './mongo-place.store.ts';

const config = { MONGODB_URI: mongodbUri(ownPlace().database), MONGODB_TIMEOUT: 5000 };
const never = new AbortController().signal;
const openStorage = (): MongoStorage =>
  new MongoStorage(config, createLogger('test', 'fatal'), new Readiness());
const storage = openStorage();
const store = new MongoPlaceStore(storage, new NamespaceMap());
const projects = storage.connection.collection('projects');

beforeAll(() => storage.open(never));
afterAll(async () => {
  await storage.connection.dropDatabase();
  await storage.close();
});

describePlaceStore('MongoDB', async () => {
  await projects.deleteMany({});
  return store;
});

it('finds projects by path through an index', async () => {
  const { queryPlanner } = await projects.find({ route: { $in: ['acme/engine'] } }).explain();
  expect(JSON.stringify(queryPlanner)).toContain('"indexName":"route_1"');
});

it('writes a thousand places at once, again and again, from two sides', async () => {
  const places = Array.from({ length: 1000 }, (_, id) => ({ id, path: `acme/p${id}`, at: 1 }));
  await Promise.all([
    store.keepPlaces(places),
    store.keepPlaces([...places].reverse()),
    store.keepPlaces(places),
  ]);
  expect(await projects.countDocuments({ at: 1, path: /^acme/ })).toBe(1000);
});

it('tells the moves that it was told, once each, to the next process before that is ready', async () => {
  const move = { v: 1, id: 'm1', from: 'acme', to: 'globex', at: 1, eventId: 'e1' } as const;
  await store.keepMove(move);
  await store.keepMove(move);
  const [next, namespaces] = [openStorage(), new NamespaceMap()];
  new MongoPlaceStore(next, namespaces);
  await next.open(never);
  expect(namespaces.size).toBe(1);
  expect(namespaces.settingsPath('globex')).toBe('acme');
  await next.close();
});

it('finds groups and projects among twenty thousand', async () => {
  await projects.deleteMany({});
  const path = (id: number): string => `org${id % 20}/team${id % 2000}/project-${id}`;
  await projects.insertMany(
    Array.from({ length: 20_000 }, (_, id) => ({ _id: id as never, path: path(id), route: path(id), at: 1 })),
  );
  expect(await store.listNamespaces()).toHaveLength(2000);
  expect(await store.listNamespaces(['org3'])).toHaveLength(100);
  expect(await store.listBelow({ groups: ['org3/team3'], limit: 10 })).toHaveLength(10);
  const found = await store.listBelow({ text: 'JECT-19999', limit: 10 });
  expect(found).toEqual([{ id: 19_999, path: path(19_999), at: 1 }]);
  const { executionStats } = await projects
    .find({ route: /^(?:org3\/team3)\// })
    .sort({ route: 1 })
    .limit(10)
    .explain('executionStats');
  expect(JSON.stringify(executionStats)).not.toContain('"stage":"SORT"');
});
