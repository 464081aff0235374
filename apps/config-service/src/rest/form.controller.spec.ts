import { integrationByName } from '@patchbay/integration-catalogue';
import { TOKENS, startTestApp } from '../testing/test-app.ts';
import type { TestApp } from '../testing/test-app.ts';

type Json = Record<string, unknown>;
const SLACK = { webhook: 'https://hooks.slack.com/services/T1/B2/secret-part', channel: '#general' };

describe('forms', () => {
  let service: TestApp;

  beforeEach(async () => {
    service = await startTestApp({ INTEGRATIONS_ALLOWED: 'slack,webhook,datadog,mock_ci' });
  });
  afterEach(() => service.app.close());

  const call = async (method: 'GET' | 'PUT' | 'DELETE', path: string, payload?: object, language = '') => {
    const headers = { 'private-token': TOKENS.admin, 'accept-language': language };
    const url = `/api/v4/${path}`;
    const answer = await service.app.inject({ method, url, headers, ...(payload && { payload }) });
    const { 'content-language': contentLanguage, vary } = answer.headers;
    const body = (answer.body === '' ? {} : JSON.parse(answer.body)) as Json;
    return { status: answer.statusCode, body, headers: [contentLanguage, vary] };
  };
  const stateOf = async (path: string): Promise<Json> =>
    (await call('GET', `${path}/form`)).body['state'] as Json;
  const inScope = (scope: string) => `${scope}/integrations/slack`;

  it('show what is stored, and of secrets only that they are', async () => {
    await call('PUT', inScope('projects/7'), { ...SLACK, push_events: false });
    const { status, body } = await call('GET', `${inScope('projects/7')}/form`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ name: 'slack', slug: 'slack', title: 'Slack notifications' });
    expect(body['state']).toMatchObject({
      ...{ active: true, inherited: false, inherited_from: null, stored_secrets: ['webhook'] },
      properties: { channel: '#general' },
      events: { push_events: false, note_events: true },
    });
    expect(JSON.stringify(body)).not.toContain('secret-part');
  });

  it('of integrations that were never set up have no values, and the default events', async () => {
    expect(await stateOf(inScope('groups/a'))).toMatchObject({
      ...{ active: false, inherited: false, inherited_from: null, stored_secrets: [] },
      properties: { channel: null },
      events: { push_events: true },
    });
    expect((await call('GET', 'projects/7/integrations/webhook:audit/form')).body['slug']).toBe(
      'webhook:audit',
    );
  });

  it('show the settings of the nearest outer scope where they are inherited', async () => {
    await call('PUT', inScope('admin'), { ...SLACK, channel: '#all' });
    await call('PUT', inScope('groups/a'), { ...SLACK, channel: '#a' });
    await call('PUT', inScope('groups/a%2Fb'), { use_inherited_settings: true });
    const states = await Promise.all(
      ['groups/a%2Fb', 'groups/a%2Fb%2Fc', 'projects/7'].map((scope) => stateOf(inScope(scope))),
    );
    const inherited = { active: true, inherited: true, stored_secrets: ['webhook'] };
    expect(states).toMatchObject([
      { ...inherited, inherited_from: 'group:a', properties: { channel: '#a' } },
      { ...inherited, inherited_from: 'group:a', properties: { channel: '#a' } },
      { ...inherited, inherited_from: 'instance', properties: { channel: '#all' } },
    ]);
  });

  it('come in the caller’s language, like the catalogue, and say so', async () => {
    const summaryIn = async (language: string): Promise<unknown[]> => {
      const { body, headers } = await call(
        'GET',
        'projects/7/integrations/datadog/form',
        undefined,
        language,
      );
      return [body['summary'], ...headers];
    };
    const english = integrationByName('datadog')?.summary;
    expect(await summaryIn('')).toEqual([english, 'en', 'Accept-Language']);
    expect(await summaryIn('fr')).toEqual([english, 'en', 'Accept-Language']);
    const [german, ...headers] = await summaryIn('de-AT, en;q=0.5');
    expect(headers).toEqual(['de', 'Accept-Language']);
    expect(german).not.toBe(english);
    const catalogue = await call('GET', 'catalogue', undefined, 'de');
    expect(catalogue.headers).toEqual(['de', 'Accept-Language']);
  });

  it('of integrations that are not offered are refused, and so is setting them up', async () => {
    for (const method of ['GET', 'PUT'] as const) {
      const suffix = method === 'GET' ? '/form' : '';
      for (const slug of ['telegram', 'mock-ci']) {
        const { status, body } = await call(method, `projects/7/integrations/${slug}${suffix}`);
        expect([slug, status, body['message']]).toEqual([slug, 400, '400 Bad Request']);
        expect(body['detail']).toMatch(/^The integration is not offered here\./);
      }
    }
    const names = (await call('GET', 'catalogue')).body as unknown as Json[];
    expect(names.map(({ name }) => name)).toEqual(['datadog', 'slack', 'webhook']);
  });
});

it('leaves what is set up readable and removable once it is not offered any more', async () => {
  const headers = { 'private-token': TOKENS.admin };
  const url = '/api/v4/projects/7/integrations/slack';
  const before = await startTestApp();
  await before.app.inject({ method: 'PUT', url, headers, payload: SLACK });
  const [settings] = await before.store.listScope('project:7');
  await before.app.close();
  const service = await startTestApp({ INTEGRATIONS_ALLOWED: 'webhook' });
  if (settings !== undefined) await service.store.insert(settings);
  const statusOf = async (method: 'GET' | 'PUT' | 'DELETE'): Promise<number> =>
    (await service.app.inject({ method, url, headers })).statusCode;
  expect([await statusOf('PUT'), await statusOf('GET'), await statusOf('DELETE')]).toEqual([400, 200, 204]);
  await service.app.close();
});
