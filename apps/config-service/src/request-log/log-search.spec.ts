import { TOKENS, startTestApp } from '../testing/test-app.ts';
import type { TestApp } from '../testing/test-app.ts';
import type { FullAttempt } from './request-log.ts';

type Json = Record<string, unknown>;
const START = Date.parse('2026-03-01T12:00:00Z');

/** A push of project 7 that was delivered. */
function attempt(number: number, changes: Partial<FullAttempt>): FullAttempt {
  return {
    ...{ id: `d${number}:1:0`, deliveryId: `d${number}`, eventId: `e${number}`, integrationId: 'none' },
    ...{ name: 'webhook', projectKey: '7', trigger: 'push', revision: 1, attempt: 1, step: 0 },
    ...{ outcome: 'delivered', at: new Date(START + number * 1000), durationMs: 12 },
    request: {
      ...{ method: 'POST', url: 'https://one.example/In', headers: {} },
      ...{ body: Buffer.from('{}'), isBodyCut: false },
    },
    response: { status: 200, headers: {}, body: Buffer.from('ok'), isBodyCut: false },
    ...{ record: 'integration.deliveries/3/7', expiresAt: new Date(START + 1000) },
    ...changes,
  };
}

describe('a search of the request log', () => {
  let service: TestApp;

  const ask = async (path: string, token: string): Promise<{ status: number; body: Json }> => {
    const headers = { 'private-token': token };
    const answer = await service.app.inject({ method: 'GET', url: `/api/v4/${path}`, headers });
    return { status: answer.statusCode, body: JSON.parse(answer.body) as Json };
  };
  const found = async (path: string, token = TOKENS.admin): Promise<unknown> => {
    const { body } = await ask(path, token);
    return (body['deliveries'] as Json[] | undefined)?.map(({ delivery_id: id }) => id) ?? body;
  };

  beforeAll(async () => {
    service = await startTestApp();
    for (const slug of ['webhook', 'slack']) {
      const [field, url] =
        slug === 'slack'
          ? ['webhook', 'https://hooks.slack.com/services/T/B/x']
          : ['url', 'https://one.example/'];
      await service.app.inject({
        ...{ method: 'PUT', url: `/api/v4/projects/7/integrations/${slug}` },
        ...{ headers: { 'private-token': TOKENS.project }, payload: { [field]: url } },
      });
    }
    const own = await service.store.listScope('project:7');
    const idOf = (name: string): string => own.find((one) => one.name === name)?.id ?? '';
    const [webhook, slack] = [idOf('webhook'), idOf('slack')];
    const failed = { status: 503, headers: {}, body: Buffer.from('no'), isBodyCut: false };
    const retryAt = new Date(START + 60_000);
    service.log.attempts.push(
      attempt(1, { integrationId: webhook }),
      attempt(2, { integrationId: slack, name: 'slack', trigger: 'issue' }),
      attempt(3, {
        integrationId: webhook,
        outcome: 'retrying',
        reason: 'http_503',
        response: failed,
        retryAt,
      }),
      attempt(4, { integrationId: 'of a group', projectKey: '8', eventId: 'e3' }),
    );
  });
  afterAll(() => service.app.close());

  it('finds what the integrations of a project did, and not those of others for it', async () => {
    expect(await found('projects/7/deliveries', TOKENS.project)).toEqual(['d3', 'd2', 'd1']);
    expect(await found('projects/7/deliveries?integration=slack', TOKENS.project)).toEqual(['d2']);
    expect(await found('projects/7/deliveries?delivery_id=d4', TOKENS.project)).toEqual([]);
  });

  it.each([
    ['', ['d4', 'd3', 'd2', 'd1']],
    ['?integration=webhook', ['d4', 'd3', 'd1']],
    ['?project_id=8', ['d4']],
    ['?trigger=issue', ['d2']],
    ['?event_id=e3', ['d4', 'd3']],
    ['?delivery_id=d2', ['d2']],
    ['?outcome=retrying', ['d3']],
    ['?status=503', ['d3']],
    ['?status=2xx', ['d4', 'd2', 'd1']],
    ['?since=2026-03-01T12:00:02Z&until=2026-03-01T12:00:04Z', ['d3', 'd2']],
    ['?url=EXAMPLE/in&status=5xx', ['d3']],
    ['?text=HTTP_5', ['d3']],
    ['?url=.*', []],
  ])('finds everybody’s with %s', async (query, ids) => {
    expect(await found(`admin/deliveries${query}`)).toEqual(ids);
  });

  it('shows a delivery with all its attempts, and when the next is due', async () => {
    const { body } = await ask('projects/7/deliveries/d3', TOKENS.project);
    expect(body).toMatchObject({
      ...{ id: 'd3', event_id: 'e3', trigger: 'push', outcome: 'retrying' },
      integration: { slug: 'webhook', scope: 'project:7' },
      next_retry_at: '2026-03-01T12:01:00.000Z',
      attempts: [{ id: 'd3:1:0', request: { body: '{}' }, response: { status: 503, body: 'no' } }],
    });
    service.log.attempts.push({ ...attempt(9, {}), id: 'd3:2:0', deliveryId: 'd3' });
    const after = await ask('admin/deliveries/d3', TOKENS.admin);
    expect(after.body).toMatchObject({ outcome: 'delivered', next_retry_at: null });
    expect(after.body['attempts']).toHaveLength(2);
    service.log.attempts.pop();
  });

  it('shows no delivery of another scope', async () => {
    expect((await ask('projects/7/deliveries/d4', TOKENS.project)).status).toBe(404);
    expect((await ask('admin/deliveries/d4', TOKENS.admin)).status).toBe(200);
    expect((await ask('admin/deliveries/none', TOKENS.admin)).status).toBe(404);
  });
});
