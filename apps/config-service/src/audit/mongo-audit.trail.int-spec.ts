import { Readiness } from '@patchbay/service-kit/http';
import { createLogger } from '@patchbay/service-kit/logging';
import { MongoStorage } from '../storage/mongo-storage.ts';
import { describeAuditTrail } from '../testing/audit-trail.suite.ts';
import { mongodbUri, ownPlace } from '../testing/real-app.ts';
import { someAuditEntry } from '../testing/some-audit-entry.ts';
import { MongoAuditTrail } from './mongo-audit.trail.ts';

const DAY_MS = 86_400_000;
const config = { MONGODB_URI: mongodbUri(ownPlace().database), MONGODB_TIMEOUT: 5000 };
const storage = new MongoStorage(config, createLogger('test', 'fatal'), new Readiness());
const trail = new MongoAuditTrail(storage, { AUDIT_RETENTION: DAY_MS });
const collection = storage.connection.collection<{ _id: string }>('settings_audit');

beforeAll(() => storage.open(new AbortController().signal));
afterAll(async () => {
  await storage.connection.dropDatabase();
  await storage.close();
});

describeAuditTrail('MongoDB', async () => {
  await collection.deleteMany({});
  return trail;
});

it('has MongoDB remove entries after their time, which begins when the change was made', async () => {
  await collection.deleteMany({});
  const entry = someAuditEntry();
  await trail.append([entry]);
  const expiresAt = new Date(entry.at.getTime() + DAY_MS);
  expect(await collection.findOne({ _id: entry.id })).toMatchObject({ expiresAt });
  const indexes = await collection.indexes();
  expect(indexes).toContainEqual(expect.objectContaining({ key: { expiresAt: 1 }, expireAfterSeconds: 0 }));
});

it('keeps entries for ever when told so', async () => {
  const entry = someAuditEntry();
  await new MongoAuditTrail(storage, { AUDIT_RETENTION: 0 }).append([entry]);
  expect(await collection.findOne({ _id: entry.id })).not.toHaveProperty('expiresAt');
});

it.each([
  [{}],
  [{ scope: 'project:7', name: 'webhook', label: '' }],
  [{ name: 'webhook' }],
  [{ 'actor.name': 'ops' }],
])('answers %j from an index, without sorting', async (filter) => {
  const { queryPlanner } = await collection.find(filter).sort({ at: -1, _id: -1 }).explain();
  const plan = JSON.stringify((queryPlanner as { winningPlan: unknown }).winningPlan);
  expect(plan).toContain('IXSCAN');
  expect(plan).not.toContain('"SORT"');
});
