import { TOKENS, startTestApp } from '../testing/test-app.ts';
import type { TestApp } from '../testing/test-app.ts';

type Json = Record<string, unknown>;
const tracker = (host: string) => ({
  project_url: `https://${host}/projects/rockets`,
  issues_url: `https://${host}/issues/:id`,
  new_issue_url: `https://${host}/issues/new`,
});

describe('trackers and wikis', () => {
  let service: TestApp;

  beforeEach(async () => {
    service = await startTestApp();
  });
  afterEach(() => service.app.close());

  const call = async (
    method: 'GET' | 'PUT' | 'DELETE',
    path: string,
    { payload, token = 'admin' }: { payload?: object; token?: keyof typeof TOKENS } = {},
  ): Promise<{ status: number; body: Json; link: unknown }> => {
    const headers = { 'private-token': TOKENS[token] };
    const url = `/api/v4/${path}`;
    const answer = await service.app.inject({ method, url, headers, ...(payload && { payload }) });
    const body = (answer.body === '' ? {} : JSON.parse(answer.body)) as Json;
    return { status: answer.statusCode, body, link: answer.headers['link'] };
  };
  const put = (path: string, payload: object) => call('PUT', path, { payload });

  it('refuse a second active one in a project, and name the first', async () => {
    await put('projects/7/integrations/redmine', tracker('one.example'));
    const { status, body } = await put('projects/7/integrations/bugzilla', tracker('two.example'));
    expect([status, body]).toEqual([
      400,
      {
        message: expect.stringContaining('Redmine') as unknown,
        errors: { active: ['can’t be on beside Redmine: a project has one active tracker'] },
      },
    ]);
  });

  it('link to the tracker, and to the issues that a text mentions', async () => {
    await put('projects/7/integrations/redmine', tracker('one.example'));
    const links = {
      project: 'https://one.example/projects/rockets',
      issue: 'https://one.example/issues/:id',
      new_issue: 'https://one.example/issues/new',
    };
    expect((await call('GET', 'projects/7/integrations/redmine/links')).body).toEqual(links);
    const text = encodeURIComponent('Closes #12.');
    expect((await call('GET', `projects/7/integrations/redmine/links?text=${text}`)).body).toEqual({
      ...links,
      references: [{ issue: '12', text: '#12', index: 7, url: 'https://one.example/issues/12' }],
    });
  });

  it('link to the wiki', async () => {
    const payload = { external_wiki_url: 'https://wiki.example/rockets' };
    await put('projects/7/integrations/external-wiki', payload);
    expect((await call('GET', 'projects/7/integrations/external-wiki/links')).body).toEqual({
      wiki: 'https://wiki.example/rockets',
    });
  });

  it('show no password that stands in a URL', async () => {
    const payload = { ...tracker('one.example'), project_url: 'https://me:sentinel@one.example/' };
    await put('projects/7/integrations/redmine', payload);
    const { status, body } = await call('GET', 'projects/7/integrations/redmine/links');
    expect(status).toBe(200);
    expect(JSON.stringify(body)).not.toContain('sentinel');
    expect(JSON.stringify(await service.store.listScope('project:7'))).not.toContain('sentinel');
  });

  it('link to an inherited one until the project has its own', async () => {
    await put('admin/integrations/redmine', tracker('one.example'));
    const statusOf = async (slug: string): Promise<number> =>
      (await call('GET', `projects/7/integrations/${slug}/links`)).status;
    expect([await statusOf('redmine'), await statusOf('bugzilla')]).toEqual([200, 404]);
    await put('projects/7/integrations/bugzilla', tracker('two.example'));
    expect([await statusOf('redmine'), await statusOf('bugzilla')]).toEqual([404, 200]);
  });

  it('have links only where they are trackers or wikis', async () => {
    const { status, body } = await call('GET', 'projects/7/integrations/slack/links');
    expect([status, body['message']]).toEqual([404, '404 Not Found']);
    expect((await call('GET', 'groups/a/integrations/redmine/links')).status).toBe(404);
  });

  describe('the search by a data field', () => {
    const SEARCH = 'admin/integrations/search';
    const query = (value: string, rest = '') =>
      `${SEARCH}?name=redmine&field=project_url&value=${encodeURIComponent(value)}${rest}`;

    it('finds who uses a server, page by page', async () => {
      for (const scope of ['projects/7', 'projects/8', 'groups/a']) {
        await put(`${scope}/integrations/redmine`, tracker('one.example'));
      }
      await put('projects/9/integrations/redmine', tracker('two.example'));
      const pages: string[][] = [];
      let path = query('https://one.example/projects/rockets', '&limit=2');
      while (path !== '') {
        const { body, link } = await call('GET', path);
        pages.push((body['integrations'] as Json[]).map(({ scope }) => String(scope)));
        const next =
          typeof link === 'string' ? (/^<\/api\/v4\/(.*)>; rel="next"$/.exec(link)?.[1] ?? '') : '';
        expect(next === '').toBe(body['next_cursor'] === null);
        path = next;
      }
      expect(pages.map(({ length }) => length)).toEqual([2, 1]);
      expect(pages.flat().sort()).toEqual(['group:a', 'project:7', 'project:8']);
      await call('DELETE', 'projects/7/integrations/redmine');
      const left = await call('GET', query('https://one.example/projects/rockets'));
      expect(left.body['integrations']).toHaveLength(2);
    });

    it('finds nobody by a value that the field can’t have', async () => {
      expect((await call('GET', query('nowhere'))).body).toEqual({ integrations: [], next_cursor: null });
    });

    it.each([
      ['name=redmine', 'name, field and value must be given.'],
      ['name=redmine&field=token&value=x', 'field must be one of project_url, issues_url, new_issue_url.'],
      ['name=webhook&field=url&value=x', 'The integration has no fields to search by.'],
      [
        'name=redmine&field=project_url&value=x&cursor=1',
        'cursor is not one that this API gave; start without one.',
      ],
    ])('refuses %s', async (parameters, error) => {
      expect(await call('GET', `${SEARCH}?${parameters}`)).toMatchObject({ status: 400, body: { error } });
    });

    it('is for administrators of the instance', async () => {
      for (const token of ['maintainer', 'reader', 'team', 'project'] as const) {
        expect((await call('GET', query('https://one.example'), { token })).status).toBe(403);
      }
    });
  });
});
