import { projectScope } from '@patchbay/integration-contracts';
import { someSettings } from '../testing/some-settings.ts';
import { TOKENS, startTestApp } from '../testing/test-app.ts';
import type { TestApp } from '../testing/test-app.ts';

const SLACK = 'projects/7/integrations/slack';
const WEBHOOK = 'https://hooks.slack.com/services/T000/B000/secret';

type Json = Readonly<Record<string, unknown>>;
interface Answer {
  readonly status: number;
  readonly body: Json;
  readonly headers: Readonly<Record<string, unknown>>;
}

describe('writes on conditions and in part', () => {
  let service: TestApp;

  beforeEach(async () => {
    service = await startTestApp({ URL_CHECK_TIMEOUT: '0ms' });
  });
  afterEach(() => service.app.close());

  const call = async (
    method: 'GET' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    { payload, ...headers }: { payload?: object; 'if-match'?: string } = {},
  ): Promise<Answer> => {
    const answer = await service.app.inject({
      ...{ method, url: `/api/v4/${path}`, ...(payload && { payload }) },
      headers: { 'private-token': TOKENS.admin, ...headers },
    });
    const body = answer.body === '' ? {} : answer.json<Json>();
    return { status: answer.statusCode, body, headers: answer.headers };
  };
  const put = (payload: object, path = SLACK) => call('PUT', path, { payload });

  describe('a revision that the caller has seen', () => {
    it('is named by every answer, and lets a write through that nobody came before', async () => {
      const { etag } = (await put({ webhook: WEBHOOK })).headers;
      const seen = await call('GET', SLACK);
      expect(seen.headers['etag']).toBe(etag);
      const written = await call('PUT', SLACK, { 'if-match': String(etag), payload: { username: 'bot' } });
      expect([written.status, written.headers['etag']]).toEqual([200, String(etag).replace('"1-', '"2-')]);
    });

    it('refuses what was decided on an older one, and changes nothing', async () => {
      const { etag } = (await put({ webhook: WEBHOOK, username: 'first' })).headers;
      await put({ username: 'second' });
      for (const method of ['PUT', 'PATCH', 'DELETE'] as const) {
        const payload = method === 'DELETE' ? {} : { payload: { username: 'third' } };
        const { status, body } = await call(method, SLACK, { 'if-match': String(etag), ...payload });
        expect([method, status, body['message']]).toEqual([method, 412, '412 Precondition Failed']);
        expect(body['detail']).toContain('revision is 2');
      }
      expect((await call('GET', SLACK)).body).toMatchObject({
        active: true,
        properties: { username: 'second' },
      });
    });

    it('is of one row, and not of one that was made anew in its place', async () => {
      const { etag } = (await put({ webhook: WEBHOOK })).headers;
      await call('DELETE', `${SLACK}?purge=true`);
      await put({ webhook: WEBHOOK });
      expect((await call('PUT', SLACK, { 'if-match': String(etag), payload: {} })).status).toBe(412);
    });

    it('must be one of ours', async () => {
      const { status, body } = await call('PUT', SLACK, { 'if-match': 'W/"abc"', payload: {} });
      expect([status, body['error']]).toEqual([
        400,
        'If-Match must be the ETag that the settings came with.',
      ]);
    });
  });

  describe('PATCH', () => {
    it('changes what is given and leaves the rest, turned off included', async () => {
      await put({ webhook: WEBHOOK, username: 'bot', push_events: true });
      const off = await call('PATCH', SLACK, { payload: { active: false } });
      expect(off.body).toMatchObject({ active: false, push_events: true, properties: { username: 'bot' } });
      const still = await call('PATCH', SLACK, { payload: { push_events: false } });
      expect(still.body).toMatchObject({ active: false, push_events: false });
      const on = await call('PATCH', SLACK, { payload: { active: 'true' } });
      expect(on.body).toMatchObject({ active: true, push_events: false, properties: { username: 'bot' } });
    });

    it('makes nothing, and takes nothing from outer scopes', async () => {
      expect((await call('PATCH', SLACK, { payload: {} })).status).toBe(404);
      await put({ webhook: WEBHOOK }, 'admin/integrations/slack');
      expect((await call('PATCH', SLACK, { payload: {} })).status).toBe(404);
      await put({ use_inherited_settings: true });
      const { status, body } = await call('PATCH', SLACK, { payload: { username: 'bot' } });
      expect([status, body['error']]).toEqual([400, expect.stringContaining('with PUT')]);
    });

    it('refuses what is no value', async () => {
      await put({ webhook: WEBHOOK });
      for (const payload of [{ active: 'perhaps' }, { nope: 1 }, { push_events: [] }]) {
        expect(await call('PATCH', SLACK, { payload })).toMatchObject({ status: 400 });
      }
    });
  });

  it('takes a second tracker only once the first one is off', async () => {
    const tracker = (name: string) => `projects/7/integrations/${name}`;
    const urls = { project_url: 'https://t.example/p', issues_url: 'https://t.example/i/:id' };
    const given = { ...urls, new_issue_url: 'https://t.example/new' };
    expect((await put(given, tracker('redmine'))).status).toBe(200);
    expect((await put(given, tracker('bugzilla'))).status).toBe(400);
    await call('PATCH', tracker('redmine'), { payload: { active: false } });
    expect((await put(given, tracker('bugzilla'))).status).toBe(200);
    expect((await call('PATCH', tracker('redmine'), { payload: { active: true } })).status).toBe(400);
  });

  it('lets outer settings hold again once own ones are purged', async () => {
    await put({ webhook: WEBHOOK }, 'admin/integrations/slack');
    await put({ webhook: WEBHOOK });
    await call('DELETE', SLACK);
    const form = async (): Promise<unknown> => (await call('GET', `${SLACK}/form`)).body['state'];
    expect(await form()).toMatchObject({ active: false, inherited: false });
    expect((await call('DELETE', `${SLACK}?purge=true`)).status).toBe(204);
    expect(await form()).toMatchObject({ active: true, inherited: true, inherited_from: 'instance' });
    expect((await call('DELETE', `${SLACK}?purge=perhaps`)).status).toBe(400);
  });

  it.each([
    ['http://127.0.0.1/hook', '127.0.0.1 leads to 127.0.0.1, a loopback address'],
    ['http://[::ffff:10.0.0.1]/', 'private'],
    ['http://169.254.169.254/latest', 'linkLocal'],
    ['http://2130706433/', 'loopback'],
  ])('refuses %s, which the workers would not call either', async (url, reason) => {
    const { status, body } = await put({ url }, 'projects/7/integrations/webhook');
    expect(status).toBe(400);
    expect((body['errors'] as Record<string, string[]>)['url']?.[0]).toContain(reason);
  });

  describe('lists', () => {
    it('come in pages, described as GitLab describes them', async () => {
      for (const label of ['a', 'b', 'c'])
        await put({ url: 'https://hooks.example/' }, `projects/7/integrations/webhook:${label}`);
      const { body, headers } = await call('GET', 'projects/7/integrations?per_page=2&page=2');
      expect(body).toMatchObject([{ slug: 'webhook:c' }]);
      expect(headers).toMatchObject({
        ...{ 'x-total': '3', 'x-total-pages': '2', 'x-page': '2', 'x-per-page': '2' },
        ...{ 'x-next-page': '', 'x-prev-page': '1' },
      });
      expect(headers['link']).toContain('</api/v4/projects/7/integrations?page=1&per_page=2>; rel="prev"');
      expect((await call('GET', 'projects/7/integrations?page=0')).status).toBe(400);
    });

    it('show what is inherited as well, and where from, if that is asked for', async () => {
      await put({ webhook: WEBHOOK }, 'admin/integrations/slack');
      await put({ use_inherited_settings: true });
      await put({ url: 'https://hooks.example/' }, 'admin/integrations/webhook');
      await put({ url: 'https://hooks.example/' }, 'projects/7/integrations/webhook:own');
      const { body } = await call('GET', 'projects/7/integrations?resolved=true');
      expect(body).toMatchObject([
        { slug: 'slack', inherited: true, inherited_from: 'instance' },
        { slug: 'webhook', inherited: true, inherited_from: 'instance' },
        { slug: 'webhook:own', inherited: false, inherited_from: null },
      ]);
      expect((await call('GET', SLACK)).headers['x-inherited-from']).toBe('instance');
      expect((await call('GET', 'projects/7/integrations')).body).toHaveLength(2);
    });

    it('lead from page to page of what was asked for', async () => {
      for (const label of ['a', 'b'])
        await put({ url: 'https://hooks.example/' }, `admin/integrations/webhook:${label}`);
      const { headers } = await call('GET', 'projects/7/integrations?resolved=true&per_page=1');
      const next = /<([^>]*)>; rel="next"/.exec(String(headers['link']))?.[1] ?? '';
      expect((await call('GET', next.replace('/api/v4/', ''))).body).toMatchObject([{ slug: 'webhook:b' }]);
    });

    it('tell who overrides a default, page by page', async () => {
      await put({ webhook: WEBHOOK }, 'admin/integrations/slack');
      await put({ webhook: WEBHOOK }, 'groups/a/integrations/slack');
      await put({ webhook: WEBHOOK }, 'groups/a%2Fb/integrations/slack');
      await put({ use_inherited_settings: true }, 'projects/9/integrations/slack');
      await put({ webhook: WEBHOOK });
      const scopes = async (path: string): Promise<unknown[]> =>
        ((await call('GET', path)).body['overrides'] as Json[]).map(({ scope }) => scope);
      expect((await scopes('admin/integrations/slack/overrides')).sort()).toEqual([
        'group:a',
        'group:a/b',
        'project:7',
      ]);
      expect(await scopes('groups/a/integrations/slack/overrides')).toEqual(['group:a/b']);
      const first = await call('GET', 'admin/integrations/slack/overrides?limit=2');
      const next = String(first.body['next_cursor']);
      const second = await call('GET', `admin/integrations/slack/overrides?limit=2&cursor=${next}`);
      expect([first.body['overrides'], second.body['overrides']].flat()).toHaveLength(3);
      expect((await call('GET', 'admin/integrations/slack/overrides?cursor=x')).status).toBe(400);
    });

    it('tell a group nothing of the settings that others have', async () => {
      for (let project = 1; project <= 1001; project += 1)
        await service.store.insert(someSettings({ scope: projectScope(project), name: 'slack' }));
      const { body } = await call('GET', 'groups/a/integrations/slack/overrides');
      const cursor = String(body['next_cursor']);
      expect(body['overrides']).toEqual([]);
      const foreign = await service.store.listNamed({ name: 'slack', label: '', limit: 2000 });
      const told = cursor + Buffer.from(cursor, 'base64url').toString();
      expect(foreign.filter(({ id }) => told.includes(id))).toEqual([]);
      const rest = await call('GET', `groups/a/integrations/slack/overrides?cursor=${cursor}`);
      expect(rest.body).toEqual({ overrides: [], next_cursor: null });
      const elsewhere = await call('GET', `groups/b/integrations/slack/overrides?cursor=${cursor}`);
      expect(elsewhere.status).toBe(400);
    });
  });
});
