import { TOKENS, startTestApp } from '../testing/test-app.ts';
import type { TestApp } from '../testing/test-app.ts';
import type { FullAttempt } from './request-log.ts';

type Json = Record<string, unknown>;
const START = Date.parse('2026-03-01T12:00:00Z');
const HOOK = '/api/v4/projects/7/integrations/webhook';

/** What a delivery leaves that died before anything could be sent. */
function withoutRequest({ request: _request, response: _response, ...rest }: FullAttempt): FullAttempt {
  return rest;
}

function attempt(number: number, changes: Partial<FullAttempt>): FullAttempt {
  return {
    id: `d${number}:1:0`,
    deliveryId: `d${number}`,
    eventId: `e${number}`,
    integrationId: 'none',
    name: 'webhook',
    projectKey: '7',
    trigger: 'push',
    revision: 1,
    attempt: 1,
    step: 0,
    outcome: 'delivered',
    at: new Date(START + number),
    durationMs: 12,
    request: {
      method: 'POST',
      url: 'https://one.example/',
      headers: { a: 'b' },
      body: Buffer.from('{}'),
      isBodyCut: false,
    },
    response: { status: 200, headers: {}, body: Buffer.from('ok'), isBodyCut: false },
    record: 'integration.deliveries/3/7',
    expiresAt: new Date(START + 1000),
    ...changes,
  };
}

describe('the request log', () => {
  let service: TestApp;
  let integrationId: string;

  beforeAll(async () => {
    service = await startTestApp();
    const headers = { 'private-token': TOKENS.project };
    await service.app.inject({ method: 'PUT', url: HOOK, headers, payload: { url: 'https://one.example/' } });
    integrationId = (await service.store.listScope('project:7'))[0]?.id ?? '';
    const binary = { status: 502, headers: {}, body: Buffer.from([0xff, 0xfe]), isBodyCut: true };
    service.log.attempts.push(
      ...[1, 2, 3, 4].map((number) => attempt(number, { integrationId })),
      attempt(5, { integrationId, outcome: 'retrying', reason: 'http_502', response: binary }),
      attempt(6, {}),
      withoutRequest(attempt(0, { integrationId, outcome: 'dead', reason: 'definition_failed' })),
    );
  });
  afterAll(() => service.app.close());

  const get = async (path: string): Promise<{ status: number; body: Json; link: unknown }> => {
    const headers = { 'private-token': TOKENS.project };
    const answer = await service.app.inject({ method: 'GET', url: `${HOOK}/deliveries${path}`, headers });
    return { status: answer.statusCode, body: JSON.parse(answer.body) as Json, link: answer.headers['link'] };
  };
  const idsOf = (body: Json): unknown[] => (body['deliveries'] as Json[]).map(({ delivery_id: id }) => id);

  it('shows the attempts of the integration alone, newest first, without bodies', async () => {
    const { status, body } = await get('');
    expect([status, idsOf(body), body['next_cursor']]).toEqual([
      200,
      ['d5', 'd4', 'd3', 'd2', 'd1', 'd0'],
      null,
    ]);
    expect((body['deliveries'] as Json[])[0]).toEqual({
      id: 'd5:1:0',
      delivery_id: 'd5',
      event_id: 'e5',
      integration_id: integrationId,
      integration_name: 'webhook',
      project_key: '7',
      trigger: 'push',
      settings_revision: 1,
      attempt: 1,
      step: 0,
      outcome: 'retrying',
      reason: 'http_502',
      error: null,
      retry_at: null,
      at: '2026-03-01T12:00:00.005Z',
      duration_ms: 12,
      trace_id: null,
      timings: null,
      remote_address: null,
      connection_reused: null,
      requested: null,
      request: { method: 'POST', url: 'https://one.example/' },
      response: { status: 502 },
    });
  });

  it('filters by outcome', async () => {
    expect(idsOf((await get('?outcome=retrying')).body)).toEqual(['d5']);
    expect(idsOf((await get('?outcome=dead')).body)).toEqual(['d0']);
    expect(idsOf((await get('?outcome=ignored')).body)).toEqual([]);
  });

  it('gives page after page, each naming the next one in the body and in Link', async () => {
    const seen: unknown[] = [];
    let path = '?outcome=delivered&limit=2';
    while (path !== '') {
      const { body, link } = await get(path);
      seen.push(idsOf(body));
      expect(link === undefined).toBe(body['next_cursor'] === null);
      path = typeof link === 'string' ? (/^<.*deliveries(\?.*)>; rel="next"$/.exec(link)?.[1] ?? '') : '';
    }
    expect(seen).toEqual([
      ['d4', 'd3'],
      ['d2', 'd1'],
    ]);
  });

  it('shows how long each phase took, and nothing where a connection was kept', async () => {
    const timings = { queueMs: 0.4, firstByteMs: 11.2, totalMs: 11.9 };
    const opened = { ...timings, dnsMs: 2.1, connectMs: 1, tlsMs: 3.5 };
    service.log.attempts.push(
      attempt(20, { timings, isConnectionReused: true, remoteAddress: '192.0.2.7', integrationId }),
      attempt(21, { timings: opened, isConnectionReused: false, integrationId }),
      attempt(22, { timings: { queueMs: 0.4, totalMs: 30, dnsMs: 30 }, integrationId }),
    );
    const shown = async (id: string) => (await get(`/${id}:1:0`)).body;
    const phases = { queue_ms: 0.4, first_byte_ms: 11.2, total_ms: 11.9 };
    expect(await shown('d20')).toMatchObject({
      timings: { ...phases, dns_ms: 0, connect_ms: 0, tls_ms: 0 },
      remote_address: '192.0.2.7',
      connection_reused: true,
    });
    expect(await shown('d21')).toMatchObject({
      timings: { ...phases, dns_ms: 2.1, connect_ms: 1, tls_ms: 3.5 },
    });
    expect(await shown('d22')).toMatchObject({
      timings: { dns_ms: 30, connect_ms: null, tls_ms: null, first_byte_ms: null },
      connection_reused: null,
    });
    service.log.attempts.splice(-3);
  });

  it('shows a whole attempt, with bodies as text or in base64', async () => {
    const { body } = await get('/d5:1:0');
    expect(body).toMatchObject({
      request: { headers: { a: 'b' }, body: '{}', encoding: 'utf8', is_body_cut: false },
      response: { status: 502, body: '//4=', encoding: 'base64', is_body_cut: true },
      expires_at: '2026-03-01T12:00:01.000Z',
    });
  });

  it('shows an attempt that died before anything could be sent', async () => {
    expect((await get('/d0:1:0')).body).toMatchObject({
      outcome: 'dead',
      reason: 'definition_failed',
      request: null,
      response: null,
    });
  });

  it('does not show an attempt of another integration', async () => {
    expect((await get('/d6:1:0')).status).toBe(404);
  });

  it.each([
    ['?limit=0', 'limit must be a whole number from 1 to 100.'],
    ['?limit=101', 'limit must be a whole number from 1 to 100.'],
    ['?limit=two', 'limit must be a whole number from 1 to 100.'],
    ['?outcome=lost', 'outcome must be one of delivered, retrying, parked, dead, ignored.'],
    ['?outcome=dead&outcome=delivered', 'outcome must be given once.'],
    ['?status=5', 'status must be one such as 500, or a class such as 5xx.'],
    ['?trigger=sneeze', 'trigger must be the name of a trigger, such as push.'],
    ['?project_id=seven', 'project_id must be the number of a project.'],
    ['?since=yesterday', 'since must be a time such as 2026-03-01T12:00:00Z.'],
    ['?url=', 'url must have 1 to 200 characters.'],
    [
      '?outcome[$ne]=dead',
      'There are only outcome, status, trigger, project_id, event_id, delivery_id, since, until, url, text, limit, cursor to ask by.',
    ],
    ['?cursor=bm90aGluZw', 'cursor is not one that this API gave; start without one.'],
  ])('refuses %s', async (path, error) => {
    expect(await get(path)).toMatchObject({ status: 400, body: { error } });
  });
});
