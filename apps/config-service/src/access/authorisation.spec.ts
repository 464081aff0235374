import { TEST_ENVIRONMENT, TOKENS, startTestApp } from '../testing/test-app.ts';
import type { TestApp } from '../testing/test-app.ts';

const PUBLIC =
  /^\/(|healthz|readyz|metrics|api\/docs(\/.*)?|api\/openapi\.json|api\/v4\/sign_in|console(\/.*)?)$/;
const SCOPED = /^\/api\/v4\/(projects\/:id|groups\/:id|admin)\/(integrations|services|deliveries)(\/|$)/;
const INSTANCE_ADMIN =
  /^\/api\/v4\/admin\/(integrations\/search|accounting|audit|availability|breakers|deliveries|health|dead-letters|keys|overview|settings)(\/|$)/;
const TOKEN_ADMIN = /^\/api\/v4\/admin\/tokens(\/|$)/;
/** Whoever has a token may ask here; GraphQL decides for each field. */
const ANY_TOKEN = [
  ...['/api/v4/catalogue', '/api/v4/tokens/self', '/api/v4/admin/sign_in_links', '/api/graphql'],
  ...['/api/v4/projects', '/api/v4/groups'],
];
const READING = ['GET', 'HEAD'];
/** Different in every answer. */
const UNIQUE = ['x-request-id', 'date', 'ratelimit-remaining', 'ratelimit-reset'];

/** As strong as they can be, and for somebody else. */
const OTHERS = {
  'another group': 'other-group-token-for-tests',
  'a subgroup': 'subgroup-token-for-tests',
  'another project': 'other-project-token-for-tests',
};
const SCOPES = ['group:other', 'group:platform/tools/sub', 'project:9'];
const API_TOKENS = JSON.stringify([
  ...(JSON.parse(TEST_ENVIRONMENT['API_TOKENS'] ?? '[]') as unknown[]),
  ...Object.entries(OTHERS).map(([name, token], index) => ({
    ...{ name, token, role: 'admin', scope: SCOPES[index] },
  })),
]);

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}
interface Route {
  readonly method: string;
  readonly url: string;
}

describe('authorisation', () => {
  let service: TestApp;
  let guarded: readonly Route[];

  beforeAll(async () => {
    service = await startTestApp({ API_TOKENS });
    guarded = service.routes.filter(({ url }) => !PUBLIC.test(url));
    await service.places.keepPlaces([{ id: 7, path: 'platform/tools/cli', at: 1 }]);
    for (const place of ['projects/7', 'groups/platform%2Ftools', 'admin']) {
      await ask('PUT', `/api/v4/${place}/integrations/slack`, TOKENS.admin);
    }
  });
  afterAll(() => service.app.close());

  const ask = async (method: string, url: string, token: string): Promise<Answer> => {
    const answer = await service.app.inject({
      ...{ method: method as 'GET', url, headers: { 'private-token': token } },
      ...(method === 'PUT' && { payload: { webhook: 'https://hooks.slack.com/services/T/B/x' } }),
    });
    const headers = Object.entries(answer.headers).filter(([name]) => !UNIQUE.includes(name));
    return { status: answer.statusCode, headers: Object.fromEntries(headers), body: answer.body };
  };
  const scoped = (): readonly Route[] =>
    guarded.filter(({ url }) => SCOPED.test(url) && !INSTANCE_ADMIN.test(url));
  /** The route with an integration that is set up, at the place that is the default or at another one. */
  const filled = (url: string, place: { readonly project?: string; readonly group?: string } = {}): string =>
    url
      .replace('projects/:id', `projects/${place.project ?? '7'}`)
      .replace('groups/:id', `groups/${place.group ?? 'platform%2Ftools'}`)
      .replace(':slug', 'slack')
      .replaceAll(/:\w+/g, 'a1');

  it('has a rule here for every route', () => {
    const unruled = guarded.filter(
      ({ url }) =>
        ![SCOPED, INSTANCE_ADMIN, TOKEN_ADMIN].some((rule) => rule.test(url)) && !ANY_TOKEN.includes(url),
    );
    expect(unruled).toEqual([]);
    expect(scoped().length).toBeGreaterThan(60);
  });

  it('answers 403 to readers who want to change something that they see', async () => {
    for (const { method, url } of scoped().filter((route) => !READING.includes(route.method))) {
      const { status } = await ask(method, filled(url), TOKENS.reader);
      expect([method, url, status]).toEqual([method, url, 403]);
    }
  });

  it.each(Object.entries(OTHERS))(
    'answers an administrator of %s as if there were nothing, on every route of a scope',
    async (_whose, token) => {
      const bodies = new Set<string>();
      for (const { method, url } of scoped()) {
        const { status, body } = await ask(method, filled(url), token);
        expect([method, url, status]).toEqual([method, url, 404]);
        if (method !== 'HEAD') bodies.add(body);
      }
      expect(bodies.size).toBe(1);
    },
  );

  it('answers the same for what exists elsewhere as for what does not exist', async () => {
    const places = [
      { project: '7', group: 'platform%2Ftools' },
      { project: '12345', group: 'nowhere' },
      { project: 'platform%2Ftools%2Fcli', group: 'platform' },
      { project: 'platform%2Ftools%2Fnone', group: '12' },
      { project: '0', group: '%2F' },
    ];
    for (const { method, url } of scoped().filter((route) => route.url.includes(':id'))) {
      const answers = new Set<string>();
      for (const place of places) {
        answers.add(JSON.stringify(await ask(method, filled(url, place), OTHERS['another group'])));
      }
      expect([method, url, answers.size]).toEqual([method, url, 1]);
    }
  });

  it('answers 403 on what is for administrators of the instance to everybody else', async () => {
    const routes = guarded.filter(({ url }) => INSTANCE_ADMIN.test(url));
    expect(routes.length).toBeGreaterThan(2);
    const tokens = [TOKENS.maintainer, TOKENS.reader, TOKENS.team, ...Object.values(OTHERS)];
    for (const { method, url } of routes) {
      for (const token of tokens) {
        expect([method, url, (await ask(method, filled(url), token)).status]).toEqual([method, url, 403]);
      }
    }
  });

  it('answers 403 on what is about tokens to everybody but administrators', async () => {
    for (const { method, url } of guarded.filter((route) => TOKEN_ADMIN.test(route.url))) {
      for (const token of [TOKENS.maintainer, TOKENS.reader, TOKENS.team, TOKENS.project]) {
        expect([method, url, (await ask(method, filled(url), token)).status]).toEqual([method, url, 403]);
      }
    }
  });

  it('lets the settings be as they were, after all of that', async () => {
    for (const scope of ['project:7', 'group:platform/tools', 'instance'] as const) {
      expect(await service.store.listScope(scope)).toMatchObject([{ name: 'slack', revision: 1 }]);
    }
  });
});
