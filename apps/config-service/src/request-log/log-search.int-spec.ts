import { OUTCOMES, REQUEST_LOG_COLLECTION, REQUEST_LOG_INDEXES } from '@patchbay/integration-contracts';
import { Readiness } from '@patchbay/service-kit/http';
import { createLogger } from '@patchbay/service-kit/logging';
import { MongoStorage } from '../storage/mongo-storage.ts';
import { mongodbUri, ownPlace } from '../testing/real-app.ts';
import { SEARCH_REACH } from './log-filter.ts';
import type { LogFilter } from './log-filter.ts';
import { MongoRequestLog } from './mongo-request-log.ts';

const config = { MONGODB_URI: mongodbUri(ownPlace().database), MONGODB_TIMEOUT: 60_000 };
const storage = new MongoStorage(config, createLogger('test', 'fatal'), new Readiness());
const log = new MongoRequestLog(storage);
const START = Date.parse('2026-03-01T00:00:00Z');
const LIMIT = 20;
const COUNT = 24_000;
const BUSY = 'integration-0';
const TRIGGERS = ['push', 'issue', 'pipeline'];

/** Half of all attempts are at one integration; one in twenty failed; three of them start in the same millisecond. */
function document(number: number) {
  const integration = number % 2 === 0 ? 0 : 1 + (number % 199);
  const outcome = number % 20 === 0 ? (OUTCOMES[1 + ((number / 20) % 4)] ?? 'dead') : 'delivered';
  const status = outcome === 'delivered' ? 200 : 500 + (number % 3);
  return {
    _id: `delivery-${number}:1:0`,
    ...{ deliveryId: `delivery-${number}`, eventId: `event-${Math.floor(number / 5)}` },
    ...{ integrationId: `integration-${integration}`, projectKey: String(number % 301) },
    ...{ name: integration % 2 === 0 ? 'webhook' : 'slack', trigger: TRIGGERS[number % 3], revision: 1 },
    ...{ attempt: 1, step: 0, outcome, at: new Date(START + Math.floor(number / 3)), durationMs: 9 },
    ...(outcome !== 'delivered' && { reason: `http_${status}` }),
    request: {
      method: 'POST',
      url: `https://hooks.example.com/${number === 0 ? 'Needle' : 'in'}`,
      headers: { 'content-type': 'application/json', 'user-agent': 'Patchbay' },
      body: Buffer.alloc(300, 'a'),
      isBodyCut: false,
    },
    response: { status, headers: { server: 'nginx' }, body: Buffer.from('ok'), isBodyCut: false },
    ...{ record: `integration.deliveries/0/${number}`, expiresAt: new Date('2099-01-01') },
  };
}

const FILTERS: readonly LogFilter[] = [
  { outcome: 'dead' },
  { outcome: 'delivered' },
  { status: { first: 500, last: 599 } },
  { status: { first: 404, last: 404 } },
  { trigger: 'issue' },
  { projectKey: '7' },
  { eventId: 'event-100' },
  { since: new Date(START + 1000), until: new Date(START + 6000) },
  { url: 'needle' },
  { text: 'HTTP_50' },
];
const SCOPES: readonly LogFilter[] = [
  {},
  { integrationIds: [BUSY] },
  { integrationIds: ['integration-17'] },
  { integrationIds: Array.from({ length: 140 }, (_, index) => `integration-${index}`) },
  { name: 'slack' },
];
/** Each alone and each with each other one, everywhere. */
const combinations = SCOPES.flatMap((scope): LogFilter[] => [
  scope,
  ...FILTERS.flatMap((one, index) => [
    { ...scope, ...one },
    ...FILTERS.slice(index + 1).map((other) => ({ ...scope, ...one, ...other })),
  ]),
]);

const collection = () => storage.connection.collection<{ _id: string }>(REQUEST_LOG_COLLECTION);
function database() {
  const { db } = storage.connection;
  if (db === undefined) throw new Error('MongoDB is not connected');
  return db;
}

/** What MongoDB was asked while this ran, with what it says of how it answers that. */
async function explained(run: () => Promise<unknown>): Promise<readonly string[]> {
  await database().command({ profile: 2 });
  await run();
  await database().command({ profile: 0 });
  const asked = await database()
    .collection('system.profile')
    .find({ op: 'query', ns: new RegExp(`${REQUEST_LOG_COLLECTION}$`) })
    .toArray();
  await database().collection('system.profile').drop();
  const plans: string[] = [];
  for (const { command } of asked) {
    const { find, filter, sort, projection, limit, skip } = command as Record<string, unknown>;
    const explain = {
      find,
      filter,
      sort,
      projection,
      ...(limit !== undefined && { limit }),
      ...(skip !== undefined && { skip }),
    };
    plans.push(JSON.stringify(await database().command({ explain, verbosity: 'executionStats' })));
  }
  return plans;
}

const numbersIn = (plan: string, name: string): number[] =>
  [...plan.matchAll(new RegExp(`"${name}":(\\d+)`, 'g'))].map(([, number]) => Number(number));

beforeAll(async () => {
  await storage.open(new AbortController().signal);
  await collection().createIndexes(
    REQUEST_LOG_INDEXES.map(({ key, ...options }) => ({ key: { ...key }, ...options })),
  );
  const documents = Array.from({ length: COUNT }, (_, number) => document(number));
  for (let from = 0; from < COUNT; from += 2000)
    await collection().insertMany(documents.slice(from, from + 2000));
}, 60_000);
afterAll(async () => {
  await storage.connection.dropDatabase();
  await storage.close();
});

describe('a search of the request log', () => {
  it('goes by an index, sorts nothing and looks at few attempts, whatever is asked for', async () => {
    const most: Record<string, number> = {};
    for (const filter of combinations) {
      for (const plan of await explained(() => log.search({ filter, limit: LIMIT }))) {
        const examined = Math.max(...numbersIn(plan, 'totalDocsExamined'));
        const asked = JSON.stringify({ ...filter, integrationIds: filter.integrationIds?.length });
        const winning = plan.slice(plan.indexOf('"winningPlan"'), plan.indexOf('"rejectedPlans"'));
        expect([asked, winning.match(/"stage":"(COLLSCAN|SORT)"/)?.[0]]).toEqual([asked, undefined]);
        // Where the index by time serves about as well, MongoDB may go by that, past what is not wanted.
        const bound = SEARCH_REACH * 1.25;
        expect([asked, Math.min(examined, bound)]).toEqual([asked, examined]);
        most[asked] = Math.max(most[asked] ?? 0, examined);
      }
    }
    expect(Object.keys(most).length).toBeGreaterThan(100);
  }, 300_000);

  it.each([
    ['everything', {}],
    ['an integration', { integrationIds: [BUSY] }],
    ['what an integration failed with', { integrationIds: [BUSY], outcome: 'dead' }],
    ['all that failed', { outcome: 'dead' }],
    ['a project', { projectKey: '7' }],
    ['an event', { eventId: 'event-100' }],
  ] as const)('of %s looks at no more attempts than it shows, and one', async (_what, filter) => {
    for (const plan of await explained(() => log.search({ filter, limit: LIMIT })))
      expect(Math.max(...numbersIn(plan, 'totalDocsExamined'))).toBeLessThanOrEqual(LIMIT + 1);
  });

  it('finds what lies further back than a page looks, on a later page', async () => {
    const filter: LogFilter = { url: 'nEEDLE', integrationIds: [BUSY] };
    const first = await log.search({ filter, limit: LIMIT });
    expect(first.attempts).toEqual([]);
    const second = await log.search({ filter, limit: LIMIT, ...(first.next && { after: first.next }) });
    expect(second.attempts.map(({ id }) => id)).toEqual(['delivery-0:1:0']);
    expect(second.next).toBeUndefined();
  });

  it('shows each attempt once, over all pages, with a filter that goes by no index', async () => {
    const filter: LogFilter = { trigger: 'issue' };
    const seen: string[] = [];
    let page = await log.search({ filter, limit: 1000 });
    for (;;) {
      seen.push(...page.attempts.map(({ id }) => id));
      if (page.next === undefined) break;
      page = await log.search({ filter, limit: 1000, after: page.next });
    }
    expect([seen.length, new Set(seen).size]).toEqual([COUNT / 3, COUNT / 3]);
  });

  it('finds the attempts at a delivery by its id, if all else holds', async () => {
    const of = async (filter: LogFilter) =>
      (await log.search({ filter: { deliveryId: 'delivery-7', ...filter }, limit: 5 })).attempts.map(
        ({ id }) => id,
      );
    expect(await of({})).toEqual(['delivery-7:1:0']);
    expect(await of({ outcome: 'dead' })).toEqual([]);
    expect(await of({ integrationIds: [BUSY] })).toEqual([]);
  });
});
