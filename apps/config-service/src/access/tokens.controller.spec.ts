import { SettableClock } from '../testing/settable-clock.ts';
import { TOKENS, startTestApp } from '../testing/test-app.ts';
import type { TestApp } from '../testing/test-app.ts';
import { Clock } from '../settings/clock.ts';

type Json = Record<string, unknown>;

const BODY = { name: 'ci', kind: 'service', owner: 'Release team', role: 'reader', scope: 'instance' };

describe('the tokens API', () => {
  let service: TestApp;
  let clock: SettableClock;

  beforeEach(async () => {
    clock = new SettableClock();
    service = await startTestApp({ TOKEN_MAX_LIFETIME: '30d' }, [{ provide: Clock, useValue: clock }]);
    await service.places.keepPlaces([{ id: 8, path: 'acme/web/shop', at: 1 }]);
  });
  afterEach(() => service.app.close());

  const call = async (
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    { token = TOKENS.admin, payload }: { token?: string; payload?: object } = {},
  ): Promise<{ status: number; body: Json; link: unknown }> => {
    const headers = { 'private-token': token };
    const url = `/api/v4/${path}`;
    const answer = await service.app.inject({ method, url, headers, ...(payload && { payload }) });
    const body = (answer.body === '' ? {} : JSON.parse(answer.body)) as Json;
    return { status: answer.statusCode, body, link: answer.headers['link'] };
  };
  const create = async (changes: object, token = TOKENS.admin): Promise<{ id: string; token: string }> => {
    const { status, body } = await call('POST', 'admin/tokens', { token, payload: { ...BODY, ...changes } });
    expect([status, body]).toEqual([201, expect.anything()]);
    return { id: String(body['id']), token: String(body['token']) };
  };
  const statusOf = async (token: string): Promise<number> =>
    (await call('GET', 'tokens/self', { token })).status;

  it('makes a token, shows its text once and its hash never', async () => {
    const created = await call('POST', 'admin/tokens', { payload: { ...BODY, scope: 'group:Acme/Web' } });
    expect(created).toMatchObject({
      status: 201,
      body: {
        ...{ name: 'ci', kind: 'service', owner: 'Release team', role: 'reader', scope: 'group:acme/web' },
        ...{ active: true, created_by: 'admin', created_at: '2026-03-01T12:00:00.000Z' },
        ...{ expires_at: '2026-03-31T12:00:00.000Z', revoked_at: null, last_used_at: null },
        token: expect.stringMatching(/^pbt_[\w-]{43}$/) as unknown,
      },
    });
    const { token, ...shown } = created.body;
    const one = await call('GET', `admin/tokens/${String(shown['id'])}`);
    expect(one.body).toEqual(shown);
    expect((await call('GET', 'admin/tokens')).body).toEqual({ tokens: [shown], next_cursor: null });
    const stored = await service.tokens.find(String(shown['id']));
    expect(JSON.stringify([one.body, stored])).not.toContain(token);
    expect(JSON.stringify(created.body)).not.toContain(stored?.hash);
  });

  it('tells a token about itself', async () => {
    const { token } = await create({ expires_at: '2026-03-05' });
    expect((await call('GET', 'tokens/self', { token })).body).toEqual({
      ...{ name: 'ci', kind: 'service', role: 'reader', scope: 'instance' },
      ...{ expires_at: '2026-03-05T00:00:00.000Z', permissions: ['read'] },
    });
    expect((await call('GET', 'tokens/self', { token: TOKENS.team })).body).toEqual({
      ...{ name: 'team', kind: 'configured', role: 'maintainer', scope: 'group:platform/tools' },
      ...{ expires_at: null, permissions: ['read', 'write'] },
    });
  });

  it('opens with a new token what its role and scope allow', async () => {
    const { token } = await create({ role: 'reader', scope: 'group:acme' });
    const path = 'integrations/slack/form';
    const get = async (scope: string) => (await call('GET', `${scope}/${path}`, { token })).status;
    expect([await get('groups/acme%2Fweb'), await get('projects/8')]).toEqual([200, 200]);
    expect([await get('projects/9'), await get('groups/acmes')]).toEqual([404, 404]);
    expect((await call('DELETE', 'projects/8/integrations/slack', { token })).status).toBe(403);
    expect((await call('DELETE', 'projects/9/integrations/slack', { token })).status).toBe(404);
  });

  it('revokes a token at once in the process that is told to', async () => {
    const { id, token } = await create({});
    expect(await statusOf(token)).toBe(200);
    expect((await call('DELETE', `admin/tokens/${id}`)).status).toBe(204);
    expect(await statusOf(token)).toBe(401);
    expect((await call('GET', `admin/tokens/${id}`)).body).toMatchObject({
      active: false,
      revoked_at: '2026-03-01T12:00:00.000Z',
      last_used_at: '2026-03-01T12:00:00.000Z',
    });
    expect((await call('DELETE', `admin/tokens/${id}`)).status).toBe(204);
  });

  it('gives a token another text, and another end if asked to', async () => {
    const { id, token } = await create({ expires_at: '2026-03-20' });
    const rotated = await call('POST', `admin/tokens/${id}/rotate`);
    expect([rotated.status, rotated.body['expires_at']]).toEqual([200, '2026-03-20T00:00:00.000Z']);
    const next = String(rotated.body['token']);
    expect([await statusOf(token), await statusOf(next)]).toEqual([401, 200]);
    const payload = { expires_at: '2026-03-02T00:00:00+01:00' };
    const moved = await call('POST', `admin/tokens/${id}/rotate`, { payload });
    expect(moved.body).toMatchObject({ id, expires_at: '2026-03-01T23:00:00.000Z' });
  });

  it('rotates no token that has ended', async () => {
    const [revoked, expired] = [await create({}), await create({ expires_at: '2026-03-02' })];
    await call('DELETE', `admin/tokens/${revoked.id}`);
    clock.pass(86_400_000);
    const rotate = async (id: string) => (await call('POST', `admin/tokens/${id}/rotate`)).body['error'];
    expect(await rotate(revoked.id)).toBe('The token was revoked; make a new one.');
    expect(await rotate(expired.id)).toBe('expires_at must be in the future.');
  });

  it('lists page by page, newest first', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      ids.unshift((await create({})).id);
      clock.pass(1000);
    }
    const idsOf = ({ tokens }: Json): unknown => (tokens as Json[]).map(({ id }) => id);
    const first = await call('GET', 'admin/tokens?limit=2');
    expect(idsOf(first.body)).toEqual(ids.slice(0, 2));
    expect(first.link).toContain('rel="next"');
    const cursor = String(first.body['next_cursor']);
    const second = await call('GET', `admin/tokens?limit=2&cursor=${cursor}`);
    expect([idsOf(second.body), second.body['next_cursor']]).toEqual([ids.slice(2), null]);
  });

  it('keeps an administrator of a group within it', async () => {
    const { token } = await create({ role: 'admin', scope: 'group:acme' });
    const outside = await create({ scope: 'project:9' });
    const inside = await create({ role: 'maintainer', scope: 'project:8' }, token);
    const subgroup = await create({ role: 'admin', scope: 'group:acme/web' }, token);
    for (const scope of ['instance', 'group:acmes', 'project:9', 'project:10']) {
      const refused = await call('POST', 'admin/tokens', { token, payload: { ...BODY, scope } });
      expect([scope, refused.status]).toEqual([scope, 403]);
    }
    const { tokens } = (await call('GET', 'admin/tokens', { token })).body;
    const ids = new Set((tokens as Json[]).map(({ id }) => id));
    expect([ids.size, ids.has(inside.id), ids.has(subgroup.id), ids.has(outside.id)]).toEqual([
      3,
      true,
      true,
      false,
    ]);
    for (const [method, rest] of [
      ['GET', ''],
      ['DELETE', ''],
      ['POST', '/rotate'],
    ] as const) {
      const hidden = await call(method, `admin/tokens/${outside.id}${rest}`, { token });
      expect(hidden).toEqual(await call(method, `admin/tokens/none${rest}`, { token }));
      expect(hidden.status).toBe(404);
    }
    expect(await statusOf(outside.token)).toBe(200);
  });

  it('is closed to everybody but administrators', async () => {
    for (const token of [TOKENS.maintainer, TOKENS.reader, TOKENS.team, TOKENS.project]) {
      expect((await call('POST', 'admin/tokens', { token, payload: BODY })).status).toBe(403);
      expect((await call('GET', 'admin/tokens', { token })).status).toBe(403);
    }
  });

  it.each<[string, object, string]>([
    ['nothing', {}, 'name must be a text; kind must be one of personal, service; owner must be a text; role'],
    ['an unknown role', { ...BODY, role: 'owner' }, 'role must be one of admin, maintainer, reader'],
    ['an unknown scope', { ...BODY, scope: 'project:0' }, 'scope must be instance, group:<full path>'],
    ['an operator', { ...BODY, name: { $gt: '' } }, 'name must be a text'],
    ['control characters', { ...BODY, name: 'a\nb' }, 'name must hold no control characters'],
    ['a long name', { ...BODY, name: 'x'.repeat(256) }, 'name must have at most 255 characters'],
    ['no date', { ...BODY, expires_at: 'soon' }, 'expires_at must be a date such as'],
    ['a past end', { ...BODY, expires_at: '2026-03-01' }, 'expires_at must be in the future.'],
    ['a late end', { ...BODY, expires_at: '2027-03-01' }, 'expires_at must be 2026-03-31T12:00:00.000Z'],
    ['no end', { ...BODY, expires_at: null }, 'expires_at must be 2026-03-31T12:00:00.000Z'],
    ['a text of its own', { ...BODY, token: 'pbt_chosen' }, 'Unrecognized key: "token"'],
  ])('refuses %s', async (_what, payload, error) => {
    expect(await call('POST', 'admin/tokens', { payload })).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining(error) as unknown },
    });
    expect((await call('GET', 'admin/tokens')).body).toMatchObject({ tokens: [] });
  });
});

it('makes tokens without an end where the operator sets no limit', async () => {
  const service = await startTestApp({ TOKEN_MAX_LIFETIME: '0s' });
  for (const payload of [BODY, { ...BODY, expires_at: null }]) {
    const headers = { 'private-token': TOKENS.admin };
    const answer = await service.app.inject({
      method: 'POST',
      url: '/api/v4/admin/tokens',
      headers,
      payload,
    });
    expect(JSON.parse(answer.body)).toMatchObject({ expires_at: null, active: true });
  }
  await service.app.close();
});
