import { NamespaceMap } from '@patchbay/integration-contracts';
import { TOKENS, startTestApp } from '../testing/test-app.ts';
import type { TestApp } from '../testing/test-app.ts';

describe('finding projects and groups', () => {
  let service: TestApp;

  beforeAll(async () => {
    service = await startTestApp();
    await service.places.keepPlaces([
      { id: 7, path: 'platform/tools/CLI', at: 20 },
      { id: 8, path: 'platform/tools/sub/lint', at: 10 },
      { id: 9, path: 'platform/site', at: 10 },
      { id: 10, path: 'acme/shop', at: 10 },
      { id: 11, path: 'old/pump', at: 10 },
      // Came to a path that another one had left without a word.
      { id: 12, path: 'acme/shop', at: 20 },
    ]);
    const move = { id: 'm1', from: 'old', to: 'labs/new', at: 15 };
    service.app.get(NamespaceMap).apply(move);
  });
  afterAll(() => service.app.close());

  const get = async (path: string, token = TOKENS.admin) => {
    const answer = await service.app.inject({ url: `/api/v4/${path}`, headers: { 'private-token': token } });
    return {
      status: answer.statusCode,
      headers: answer.headers,
      list: answer.json<Record<string, unknown>[]>(),
    };
  };
  const projects = async (query: string, token?: string) =>
    (await get(`projects${query}`, token)).list.map(({ id }) => id);
  const groups = async (query: string, token?: string) =>
    (await get(`groups${query}`, token)).list.map(({ full_path }) => full_path);

  it('names them as GitLab does', async () => {
    expect((await get('projects?search=cli')).list).toEqual([
      { id: 7, name: 'CLI', path_with_namespace: 'platform/tools/CLI' },
    ]);
    expect((await get('groups?search=TOOLS')).list).toEqual([
      { id: 'platform/tools', name: 'tools', full_path: 'platform/tools' },
      { id: 'platform/tools/sub', name: 'sub', full_path: 'platform/tools/sub' },
    ]);
  });

  it('finds a project by part of its path or by its number', async () => {
    expect(await projects('?search=TOOLS/')).toEqual([7, 8]);
    expect(await projects('?search=9')).toEqual([9]);
    expect(await projects('?search=nothing')).toEqual([]);
  });

  it('goes down the tree, level by level', async () => {
    expect(await groups('')).toEqual(['acme', 'labs', 'platform']);
    expect(await groups('?parent=Platform')).toEqual(['platform/tools']);
    expect(await groups('?parent=platform/tools')).toEqual(['platform/tools/sub']);
    expect(await projects('?group=platform')).toEqual([9]);
    expect(await projects('?group=platform/tools')).toEqual([7]);
  });

  it('knows where a group has moved, and who lives at a path today', async () => {
    expect(await groups('?parent=labs')).toEqual(['labs/new']);
    expect(await projects('?group=labs/new')).toEqual([11]);
    expect(await projects('?group=acme')).toEqual([12]);
  });

  it('shows a token what it covers, and nothing around it', async () => {
    expect(await projects('', TOKENS.team)).toEqual([7, 8]);
    expect(await projects('?search=9', TOKENS.team)).toEqual([]);
    expect(await groups('', TOKENS.team)).toEqual(['platform/tools']);
    expect(await groups('?search=tools', TOKENS.team)).toEqual(['platform/tools', 'platform/tools/sub']);
    expect(await projects('', TOKENS.project)).toEqual([7]);
    expect(await projects('?search=8', TOKENS.project)).toEqual([]);
    expect(await groups('', TOKENS.project)).toEqual([]);
    for (const path of ['projects?group=platform', 'groups?parent=acme', 'groups?parent=nowhere']) {
      expect((await get(path, TOKENS.team)).status).toBe(404);
    }
  });

  it('gives a page at a time, with the headers that GitLab’s clients go by', async () => {
    const { list, headers } = await get('projects?per_page=2&page=2');
    expect(list.map(({ id }) => id)).toEqual([9, 7]);
    expect(headers).toMatchObject({ 'x-total': '5', 'x-total-pages': '3', 'x-next-page': '3' });
  });
});
