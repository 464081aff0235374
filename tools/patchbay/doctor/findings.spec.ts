import { apiFindings } from './api-findings.ts';
import { groupFindings } from './kafka-findings.ts';
import { readyFindings } from './service-findings.ts';

const NONE = { count: 0, ids: [] };
const WELL: Readonly<Record<string, unknown>> = {
  '/api/v4/admin/settings/publication': { unpublished: 0, total: 4 },
  '/api/v4/admin/settings/drift': {
    ...{ in_mongodb: 4, in_topic: 4, missing: NONE, stale: NONE, unexpected: NONE },
  },
  '/api/v4/admin/keys': { keys: [{ id: 'k1', settings: 4, known: true }] },
  '/api/v4/admin/overview': { dead_letters: 0 },
  '/api/v4/admin/health': [],
};

const wrongWith = async (changes: Readonly<Record<string, unknown>>) => {
  const answers = { ...WELL, ...changes };
  const found = await apiFindings((_method, path) => Promise.resolve(answers[path]));
  return found.filter(({ isOk }) => !isOk).map(({ check, remedy }) => [check, remedy]);
};

describe('the doctor', () => {
  it('finds nothing wrong with config-service when all is well', async () => {
    expect(await wrongWith({})).toEqual([]);
  });

  it.each([
    ['settings/publication', { unpublished: 3, total: 4 }, 'outbox', 'they go out by themselves'],
    [
      'settings/drift',
      { in_mongodb: 4, in_topic: 3, missing: { count: 1, ids: ['a'] }, stale: NONE, unexpected: NONE },
      'settings drift',
      'settings republish',
    ],
    ['keys', { keys: [{ id: 'k9', settings: 2, known: false }] }, 'sealing keys', 'SEALING_KEYS'],
    ['overview', { dead_letters: 2 }, 'dead letters', 'patchbay dead list'],
    ['health', [{ slug: 'slack', scope: 'instance', state: 'off' }], 'health of slack', 'health reset'],
  ])('says what to do about %s', async (path, answer, check, remedy) => {
    const wrong = await wrongWith({ [`/api/v4/admin/${path}`]: answer });
    expect(wrong).toEqual([[check, expect.stringContaining(remedy)]]);
  });

  it('goes on after a check that can’t be made', async () => {
    const found = await apiFindings((_method, path) =>
      path.endsWith('/keys') ? Promise.reject(new Error('403')) : Promise.resolve(WELL[path]),
    );
    expect(found.map(({ check, isOk }) => [check, isOk])).toEqual([
      ...[
        ['outbox', true],
        ['settings drift', true],
        ['sealing keys', false],
      ],
      ...[
        ['dead letters', true],
        ['health', true],
      ],
    ]);
  });

  it('names a group that nobody is in, and one that is too far behind', () => {
    const found = groupFindings(
      [
        { group: 'dispatcher', members: 1, lag: 100 },
        { group: 'delivery-worker', members: 0, lag: 0 },
        { group: 'delivery-worker.retries', members: 2, lag: 101 },
      ],
      100,
    );
    expect(found.map(({ isOk }) => isOk)).toEqual([true, false, false]);
    expect(found[1]?.remedy).toContain('start the service');
    expect(found[2]?.detail).toBe('2 member(s), 101 record(s) behind');
  });

  it('repeats each reason why a service is not ready', () => {
    expect(readyFindings('worker', { status: 'ready' })).toMatchObject([{ isOk: true }]);
    const problems = { mongodb: 'no connection', settings: 'not read yet' };
    const found = readyFindings('worker', { status: 'not ready', problems });
    expect(found.map(({ detail }) => detail)).toEqual(['mongodb: no connection', 'settings: not read yet']);
    expect(found[0]?.remedy).toContain('MONGODB_URI');
    expect(readyFindings('worker', {})).toMatchObject([{ isOk: false }]);
  });
});
