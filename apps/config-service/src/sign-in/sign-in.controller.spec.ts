import { Clock } from '../settings/clock.ts';
import { SettableClock } from '../testing/settable-clock.ts';
import { TOKENS, startTestApp } from '../testing/test-app.ts';
import type { TestApp } from '../testing/test-app.ts';

type Json = Readonly<Record<string, unknown>>;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

describe('signing in with a link', () => {
  let service: TestApp;
  let clock: SettableClock;

  beforeEach(async () => {
    clock = new SettableClock();
    service = await startTestApp({}, [{ provide: Clock, useValue: clock }]);
  });
  afterEach(() => service.app.close());

  const call = async (
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    { token, payload }: { token?: string; payload?: object } = {},
  ): Promise<{ status: number; body: Json }> => {
    const headers = token === undefined ? {} : { 'private-token': token };
    const url = `/api/v4/${path}`;
    const answer = await service.app.inject({ method, url, headers, ...(payload && { payload }) });
    const body = (answer.body === '' ? {} : JSON.parse(answer.body)) as Json;
    return { status: answer.statusCode, body };
  };
  const codeFor = async (token: string): Promise<string> => {
    const { body } = await call('POST', 'admin/sign_in_links', { token });
    return String(body['url']).split('#code=')[1] ?? '';
  };
  const exchange = (code: string) => call('POST', 'sign_in', { payload: { code } });
  const signIn = async (token: string): Promise<string> =>
    String((await exchange(await codeFor(token))).body['token']);

  it('gives the maker of the link a token that may the same, and ends on its own', async () => {
    const link = await call('POST', 'admin/sign_in_links', { token: TOKENS.team });
    expect(link).toEqual({
      status: 201,
      body: {
        url: expect.stringMatching(/^http:\/\/localhost:80\/console\/sign-in#code=pbc_[\w-]{43}$/) as unknown,
        expires_at: '2026-03-01T12:05:00.000Z',
      },
    });
    const { status, body } = await exchange(String(link.body['url']).split('#code=')[1] ?? '');
    expect([status, body]).toEqual([
      201,
      expect.objectContaining({
        ...{ name: 'team', role: 'maintainer', scope: 'group:platform/tools', kind: 'personal' },
        expires_at: '2026-03-02T00:00:00.000Z',
      }),
    ]);
    const token = String(body['token']);
    expect((await call('GET', 'tokens/self', { token })).body).toMatchObject({
      scope: 'group:platform/tools',
      permissions: ['read', 'write'],
    });
    clock.pass(12 * HOUR_MS);
    expect((await call('GET', 'tokens/self', { token })).status).toBe(401);
  });

  it('works once, and for five minutes', async () => {
    const code = await codeFor(TOKENS.admin);
    expect([(await exchange(code)).status, (await exchange(code)).status]).toEqual([201, 401]);
    const late = await codeFor(TOKENS.admin);
    clock.pass(5 * MINUTE_MS);
    expect((await exchange(late)).status).toBe(401);
  });

  it.each([{ code: 'pbc_made-up' }, { code: '' }, { code: 7 }, {}, { code: 'a', more: 'b' }])(
    'takes nothing for %j',
    async (payload) => {
      expect([400, 401]).toContain((await call('POST', 'sign_in', { payload })).status);
    },
  );

  it('ends with the token that made the link, however often somebody signs in anew', async () => {
    const payload = {
      ...{ name: 'short', kind: 'personal', owner: 'Ada', role: 'admin', scope: 'instance' },
    };
    const made = await call('POST', 'admin/tokens', {
      token: TOKENS.admin,
      payload: { ...payload, expires_at: '2026-03-01T13:00:00Z' },
    });
    const first = await signIn(String(made.body['token']));
    clock.pass(30 * MINUTE_MS);
    const second = await signIn(first);
    expect((await call('GET', 'tokens/self', { token: second })).body['expires_at']).toBe(
      '2026-03-01T13:00:00.000Z',
    );
  });

  it('lets nobody in for a token that was revoked meanwhile', async () => {
    const payload = { name: 'gone', kind: 'personal', owner: 'Ada', role: 'admin', scope: 'instance' };
    const { body } = await call('POST', 'admin/tokens', { token: TOKENS.admin, payload });
    const code = await codeFor(String(body['token']));
    await call('DELETE', `admin/tokens/${String(body['id'])}`, { token: TOKENS.admin });
    expect((await exchange(code)).status).toBe(401);
  });

  it('is in the audit trail, without the code', async () => {
    const code = await codeFor(TOKENS.team);
    await exchange(code);
    const { body } = await call('GET', 'admin/audit', { token: TOKENS.admin });
    const entries = body['entries'] as Json[];
    expect(entries.map(({ action }) => action).sort()).toEqual(['sign_in_link_made', 'signed_in']);
    expect(entries[0]).toMatchObject({ scope: 'group:platform/tools', actor: { name: 'team' } });
    expect(JSON.stringify(body)).not.toContain(code);
  });

  it('has whoever tries codes wait', async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 21; count += 1) statuses.push((await exchange(`guess-${count}`)).status);
    expect(statuses.slice(19)).toEqual([401, 429]);
  });
});

it('leads to the address that browsers know', async () => {
  const service = await startTestApp({ PUBLIC_URL: 'https://tools.example/patchbay/' });
  const headers = { 'private-token': TOKENS.reader };
  const answer = await service.app.inject({ method: 'POST', url: '/api/v4/admin/sign_in_links', headers });
  expect(answer.json<Json>()['url']).toContain('https://tools.example/patchbay/console/sign-in#code=');
  await service.app.close();
});
