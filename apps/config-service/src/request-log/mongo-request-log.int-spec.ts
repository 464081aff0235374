import { REQUEST_LOG_COLLECTION, REQUEST_LOG_INDEXES } from '@patchbay/integration-contracts';
import { Readiness } from '@patchbay/service-kit/http';
import { createLogger } from '@patchbay/service-kit/logging';
import { MongoStorage } from '../storage/mongo-storage.ts';
import { mongodbUri, ownPlace } from '../testing/real-app.ts';
import { encodeCursor, decodeCursor } from './log-cursor.ts';
import { MongoRequestLog } from './mongo-request-log.ts';

const config = { MONGODB_URI: mongodbUri(ownPlace().database), MONGODB_TIMEOUT: 5000 };
const storage = new MongoStorage(config, createLogger('test', 'fatal'), new Readiness());
const log = new MongoRequestLog(storage);
const attempts = () => storage.connection.collection<{ _id: string }>(REQUEST_LOG_COLLECTION);
const AT = Date.parse('2026-03-01T12:00:00Z');

/** As the workers write it. */
const document = (number: number, at: number, outcome = 'delivered') => ({
  _id: `d${number}:1:0`,
  ...{ deliveryId: `d${number}`, eventId: 'e', integrationId: 'i1', projectKey: '7', name: 'webhook' },
  ...{ trigger: 'push', revision: 3, attempt: 1, step: 0, outcome, at: new Date(at), durationMs: 9 },
  request: {
    method: 'POST',
    url: 'https://a.example/',
    headers: {},
    body: Buffer.from('in'),
    isBodyCut: false,
  },
  response: { status: 200, headers: { x: 'y' }, body: Buffer.from('out'), isBodyCut: false },
  expiresAt: new Date('2099-01-01'),
});

beforeAll(async () => {
  await storage.open(new AbortController().signal);
  await storage.connection
    .collection(REQUEST_LOG_COLLECTION)
    .createIndexes(REQUEST_LOG_INDEXES.map(({ key, ...options }) => ({ key: { ...key }, ...options })));
  const documents = [1, 2, 3, 4, 5].map((number) => document(number, AT + (number < 4 ? 0 : number)));
  await storage.connection
    .collection<{ _id: string }>('request_log')
    .insertMany([...documents, document(9, AT + 9, 'dead'), { ...document(8, AT + 8), integrationId: 'i2' }]);
});
afterAll(async () => {
  await storage.connection.dropDatabase();
  await storage.close();
});

describe('MongoRequestLog', () => {
  it('reads page after page, even through attempts of the same millisecond', async () => {
    const seen: string[][] = [];
    const filter = { integrationIds: ['i1'], outcome: 'delivered' } as const;
    let page = await log.search({ filter, limit: 2 });
    for (;;) {
      seen.push(page.attempts.map(({ deliveryId }) => deliveryId));
      if (page.next === undefined) break;
      // New ones, at the same time as the last and after it, must not move what is to come.
      const tie = document(90 + seen.length, page.next.at.getTime());
      await attempts().insertMany([tie, document(30 + seen.length, AT + 100)]);
      page = await log.search({ filter, limit: 2, after: decodeCursor(encodeCursor(page.next)) });
    }
    expect(seen).toEqual([['d5', 'd4'], ['d3', 'd2'], ['d1']]);
    const fresh = ['d31', 'd32', 'd91', 'd92'];
    await attempts().deleteMany({ deliveryId: { $in: fresh } });
  });

  it('leaves headers and bodies out of lists', async () => {
    const [newest] = (await log.search({ filter: { integrationIds: ['i1'] }, limit: 1 })).attempts;
    expect(newest).toMatchObject({ id: 'd9:1:0', outcome: 'dead', response: { status: 200 } });
    expect(newest?.request).toEqual({ method: 'POST', url: 'https://a.example/', isBodyCut: false });
  });

  it('gives a whole attempt with its bytes, of this integration alone', async () => {
    const found = await log.find('i1', 'd1:1:0');
    expect(Buffer.from(found?.request?.body ?? []).toString()).toBe('in');
    expect(Buffer.from(found?.response?.body ?? []).toString()).toBe('out');
    expect(await log.find('i2', 'd1:1:0')).toBeUndefined();
  });

  it('counts the last outcomes of what was asked for, without a look at all the rest', async () => {
    const requested = { id: 'r1', kind: 'replay', documents: 1 };
    const asked = (number: number, at: number, outcome: string) => ({
      ...{ ...document(number, AT + at, outcome), requested, integrationId: 'i3' },
      _id: `d${number}:${at}`,
    });
    await attempts().insertMany([asked(20, 1, 'retrying'), asked(20, 2, 'delivered'), asked(21, 1, 'dead')]);
    expect(await log.countByOutcome('r1')).toEqual({ delivered: 1, dead: 1 });
    const indexes = await attempts()
      .aggregate<{ name: string; accesses: { ops: unknown } }>([{ $indexStats: {} }])
      .toArray();
    expect(indexes.find(({ name }) => name.startsWith('requested'))?.accesses.ops).toEqual(1);
  });
});

it('counts requests by hour and outcome, tests left out', async () => {
  const collection = storage.connection.collection<{ _id: string }>('request_log');
  const hour = new Date('2026-03-01T13:00:00Z');
  const tested = { requested: { id: 'r1', kind: 'test', documents: 1 } };
  await collection.insertMany([
    ...[20, 21].map((number) => ({ ...document(number, hour.getTime() + number), integrationId: 'i3' })),
    { ...document(22, hour.getTime() + 3_600_000, 'dead'), integrationId: 'i4' },
    { ...document(23, hour.getTime()), integrationId: 'i3', ...tested },
    { ...document(24, hour.getTime() - 1), integrationId: 'i3' },
  ]);
  const counts = await log.countByHour(['i3', 'i4'], hour);
  expect([...counts].sort((a, b) => a.at.getTime() - b.at.getTime())).toEqual([
    { integrationId: 'i3', outcome: 'delivered', at: hour, count: 2 },
    { integrationId: 'i4', outcome: 'dead', at: new Date('2026-03-01T14:00:00Z'), count: 1 },
  ]);
});
