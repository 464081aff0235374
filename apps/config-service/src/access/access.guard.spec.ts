import { TOKENS, startTestApp } from '../testing/test-app.ts';
import type { TestApp } from '../testing/test-app.ts';

const PUBLIC =
  /^\/(|healthz|readyz|metrics|api\/docs(\/.*)?|api\/openapi\.json|api\/v4\/sign_in|console(\/.*)?)$/;
/** Any value for each parameter: who asks is decided before what for. */
const filled = (template: string): string => template.replaceAll(/:\w+/g, '7').replaceAll('*', 'index.html');

describe('access to the routes', () => {
  let service: TestApp;

  beforeAll(async () => {
    service = await startTestApp();
    await service.places.keepPlaces([{ id: 8, path: 'Platform/tools/cli', at: 1 }]);
  });
  afterAll(() => service.app.close());

  const status = async (method: string, url: string, token?: string): Promise<number> => {
    const headers = token === undefined ? {} : { 'private-token': token };
    const { statusCode } = await service.app.inject({ method: method as 'GET', url, headers });
    return statusCode;
  };

  it('answers 401 on every route without a token, but for probes, metrics, the console’s files and the reference', async () => {
    const guarded = service.routes.filter(({ url }) => !PUBLIC.test(url));
    expect(guarded.length).toBeGreaterThan(20);
    for (const { method, url } of guarded) {
      const answers = [
        await status(method, filled(url)),
        await status(method, filled(url), 'unknown-token-for-tests'),
      ];
      expect([method, url, ...answers]).toEqual([method, url, 401, 401]);
    }
  });

  it('leaves probes, metrics and the reference open', async () => {
    for (const url of ['/healthz', '/readyz', '/metrics', '/api/docs', '/api/openapi.json']) {
      expect([url, await status('GET', url)]).toEqual([url, 200]);
    }
  });

  it.each([
    ['admin', 'PUT', 'admin/integrations/nope', 404],
    ['maintainer', 'PUT', 'admin/integrations/nope', 403],
    ['maintainer', 'GET', 'admin/integrations', 200],
    ['maintainer', 'PUT', 'projects/7/integrations/nope', 404],
    ['team', 'PUT', 'groups/platform%2FTools/integrations/nope', 404],
    ['team', 'PUT', 'groups/platform%2Ftools%2Fsub/integrations/nope', 404],
    ['team', 'GET', 'groups/platform%2Ftoolsmith/integrations', 404],
    ['team', 'GET', 'groups/platform/integrations', 404],
    ['team', 'GET', 'projects/7/integrations', 404],
    ['team', 'GET', 'projects/8/integrations', 200],
    ['team', 'GET', 'projects/platform%2FTools%2Fcli/integrations', 200],
    ['team', 'GET', 'admin/integrations', 404],
    ['team', 'GET', 'catalogue', 200],
    ['admin', 'GET', 'admin/integrations/search', 400],
    ['maintainer', 'GET', 'admin/integrations/search', 403],
    ['team', 'GET', 'admin/integrations/search', 403],
    ['project', 'DELETE', 'projects/7/services/nope', 400],
    ['project', 'GET', 'projects/70/integrations', 404],
    ['project', 'GET', 'groups/a/integrations', 404],
  ] as const)('lets the %s token do %s %s as far as %s', async (name, method, path, expected) => {
    expect(await status(method, `/api/v4/${path}`, TOKENS[name])).toBe(expected);
  });

  it('takes the token as a bearer token, too', async () => {
    const get = async (authorization: string): Promise<number> => {
      const url = '/api/v4/catalogue';
      return (await service.app.inject({ method: 'GET', url, headers: { authorization } })).statusCode;
    };
    expect(await get(`Bearer ${TOKENS.team}`)).toBe(200);
    expect(await get(`Basic ${TOKENS.team}`)).toBe(401);
    expect(await get('Bearer ')).toBe(401);
  });

  it('describes every route in the OpenAPI document, and nothing that is not there', async () => {
    const { body } = await service.app.inject({ method: 'GET', url: '/api/openapi.json' });
    const { paths } = JSON.parse(body) as { paths: Record<string, Record<string, unknown>> };
    const slug = /\/integrations\/(?!\{|(?:search|summary)$)[a-z-]+$/;
    const documented = Object.entries(paths).flatMap(([path, item]) =>
      ['get', 'put', 'patch', 'post', 'delete']
        .filter((method) => method in item)
        .map((method) => `${method} ${path.replace(slug, '/integrations/{slug}')}`),
    );
    const served = service.routes
      .filter(
        ({ method, url }) =>
          url.startsWith('/api/v4/') && !url.includes('/:id/services') && method !== 'HEAD',
      )
      .map(({ method, url }) => `${method.toLowerCase()} ${url.replaceAll(/:(\w+)/g, '{$1}')}`);
    expect(new Set(documented)).toEqual(new Set(served));
  });
});
