import { NamespaceMap } from '@patchbay/integration-contracts';
import { TOKENS, startTestApp } from '../testing/test-app.ts';
import type { TestApp } from '../testing/test-app.ts';

interface Page {
  readonly entries: readonly Record<string, unknown>[];
  readonly next_cursor: string | null;
}

const HOOK = '/api/v4/projects/7/integrations/webhook';
const TRAIL = '/api/v4/admin/audit';

describe('the audit trail over HTTP', () => {
  let service: TestApp;
  beforeAll(async () => {
    service = await startTestApp();
    await write('PUT', HOOK, { url: 'https://one.example', token: 'sentinel-token' });
    await write('PUT', HOOK, { push_events: false }, TOKENS.project);
    await write('DELETE', HOOK);
    await write('PUT', '/api/v4/groups/a/integrations/webhook:x', { url: 'https://two.example' });
  });
  afterAll(() => service.app.close());

  async function write(method: 'PUT' | 'DELETE', url: string, payload = {}, token = TOKENS.admin) {
    const headers = { 'private-token': token };
    const answer = await service.app.inject({ method, url, headers, payload });
    expect(answer.statusCode).toBeLessThan(300);
  }

  async function read(url: string, token = TOKENS.admin) {
    const { statusCode, body, headers } = await service.app.inject({
      ...{ method: 'GET', url },
      headers: { 'private-token': token },
    });
    return { status: statusCode, headers, text: body, page: JSON.parse(body) as Page };
  }

  it('shows what was done to an integration, newest first, to whoever may read the scope', async () => {
    const { page, text } = await read(`${HOOK}/audit`, TOKENS.project);
    expect(page.entries.map(({ action, revision }) => [action, revision])).toEqual([
      ['turned_off', 3],
      ['updated', 2],
      ['created', 1],
    ]);
    expect(page.entries[1]).toEqual({
      id: expect.stringMatching(/:2$/) as unknown,
      at: expect.stringMatching(/^\d{4}-.*Z$/) as unknown,
      actor: {
        ...{ name: 'project', kind: 'configured', address: '127.0.0.1' },
        request_id: expect.any(String) as unknown,
      },
      ...{ action: 'updated', scope: 'project:7', slug: 'webhook', revision: 2 },
      integration_id: expect.any(String) as unknown,
      changes: { push_events: { from: true, to: false } },
    });
    expect(text).not.toContain('sentinel-token');
  });

  it('is empty where nothing ever happened', async () => {
    expect(await read('/api/v4/projects/8/integrations/webhook/audit')).toMatchObject({
      status: 200,
      page: { entries: [], next_cursor: null },
    });
  });

  it('leads from page to page', async () => {
    const seen: unknown[] = [];
    let url: string | undefined = `${TRAIL}?limit=3`;
    while (url !== undefined) {
      const { page, headers } = await read(url);
      seen.push(...page.entries.map(({ id }) => id));
      url = /<(.*)>; rel="next"/.exec(String(headers['link'] ?? ''))?.[1];
      expect(url === undefined).toBe(page.next_cursor === null);
    }
    expect(new Set(seen).size).toBe(4);
  });

  it.each([
    ['scope=project:7', 3],
    ['scope=group:A', 1],
    ['scope=instance', 0],
    ['name=webhook', 4],
    ['name=webhook:x', 1],
    ['actor=project', 1],
    ['actor=nobody', 0],
    ['since=2020-01-01', 4],
    ['until=2020-01-01T00:00:00Z', 0],
    ['actor=admin&scope=project:7&name=webhook&since=2020-01-01T00:00:00%2B02:00', 2],
  ])('finds by %s', async (query, count) => {
    const { status, page } = await read(`${TRAIL}?${query}`);
    expect([status, page.entries.length]).toEqual([200, count]);
  });

  it.each([
    'scope=project:x',
    'scope=project:7&scope=project:8',
    'name=nothing',
    'since=yesterday',
    'until=2020-13-01',
    'limit=0',
    'limit=1000',
    'cursor=%00',
    'actor[$ne]=x',
    'colour=red',
  ])('refuses %s', async (query) => {
    expect((await read(`${TRAIL}?${query}`)).status).toBe(400);
  });

  it('is not shown to those who may not read it', async () => {
    expect((await read(TRAIL, TOKENS.maintainer)).status).toBe(403);
    const elsewhere = await read('/api/v4/projects/70/integrations/webhook/audit', TOKENS.project);
    expect(elsewhere.status).toBe(404);
  });

  it('goes with a group that moves, under the path that it has by then', async () => {
    await write('PUT', '/api/v4/groups/old%2Fteam/integrations/webhook', { url: 'https://one.example' });
    service.app.get(NamespaceMap).apply({ id: 'm1', from: 'old/team', to: 'new/team', at: Date.now() });
    for (const url of [
      '/api/v4/groups/new%2Fteam/integrations/webhook/audit',
      `${TRAIL}?scope=group:new/team`,
    ])
      expect((await read(url)).page.entries).toMatchObject([{ scope: 'group:new/team', action: 'created' }]);
    expect((await read(`${TRAIL}?scope=group:old/team`)).page.entries).toEqual([]);
  });

  it('has no route that changes or removes an entry', () => {
    const routes = service.routes.filter(({ url }) => url.includes('/audit'));
    expect(routes.length).toBeGreaterThan(4);
    expect(routes.filter(({ method }) => !['GET', 'HEAD', 'OPTIONS'].includes(method))).toEqual([]);
  });
});
