import { json, post } from '@patchbay/integration-contracts';
import { outgoingRequest } from './outgoing-request.ts';
import type { RequestIdentity } from './outgoing-request.ts';

const identity: RequestIdentity = {
  idempotencyKey: 'delivery-1',
  eventId: 'event-1',
  trigger: 'merge_request',
  requestId: 'request-1',
  eventUuid: undefined,
  instanceUrl: 'https://gitlab.example.com',
  at: Date.parse('2026-01-02T03:04:05Z'),
};
const to = (url: string, extras: Parameters<typeof post>[2] = {}) =>
  outgoingRequest(post(url, json({ a: 1 }), extras), identity);
const basic = (userAndPassword: string): string => `Basic ${Buffer.from(userAndPassword).toString('base64')}`;

describe('outgoingRequest', () => {
  it('hands on method, URL and body, and checks certificates unless told otherwise', () => {
    const request = to('https://hooks.example.com/in?a=1');
    expect(request).toMatchObject({ method: 'POST', body: '{"a":1}', verifyTls: true });
    expect(request.url.href).toBe('https://hooks.example.com/in?a=1');
    expect(to('https://hooks.example.com/', { verifyTls: false }).verifyTls).toBe(false);
  });

  it('adds the headers that every request has', () => {
    expect(to('https://hooks.example.com/').headers).toEqual({
      'content-type': 'application/json',
      'idempotency-key': 'delivery-1',
      'user-agent': 'Patchbay/0.1',
      'x-patchbay-attempt': '1',
      'x-patchbay-first-attempt': '2026-01-02T03:04:05Z',
    });
  });

  it('says which attempt it is, and since when it has been tried', () => {
    const retry = { attempts: 2, firstAttemptAt: Date.parse('2026-01-01T00:00:00Z') };
    const headers = { 'X-Patchbay-Attempt': '99' };
    const spec = post('https://hooks.example.com/', json({}), { headers });
    expect(outgoingRequest(spec, { ...identity, retry }).headers).toMatchObject({
      'x-patchbay-attempt': '3',
      'x-patchbay-first-attempt': '2026-01-01T00:00:00Z',
    });
  });

  it('hands on how to authenticate and what to hide, and keeps both out of the headers', () => {
    const oauth = { tokenUrl: 'https://login.example.com/', clientId: 'id', clientSecret: 'hush-hush' };
    const clientCertificate = { certificate: 'cert', key: 'hush-hush' };
    const hidden = { shownUrl: 'https://hooks.example.com/{key}', secretHeaders: ['x-key'] };
    const request = to('https://hooks.example.com/k', { oauth, clientCertificate, ...hidden });
    expect(request).toMatchObject({ oauth, clientCertificate, shownUrl: 'https://hooks.example.com/{key}' });
    expect(request.secretHeaders).toEqual(new Set(['x-key']));
    expect(JSON.stringify(request.headers)).not.toContain('hush-hush');
  });

  it('does not let a definition override what identifies the request, in whatever case it writes it', () => {
    const headers = { 'Idempotency-Key': 'mine', 'X-Gitlab-Event': 'mine', 'X-GITLAB-EVENT-UUID': 'mine' };
    const request = to('https://hooks.example.com/', { headers, isWebHook: true });
    expect(request.headers).toMatchObject({
      'idempotency-key': 'delivery-1',
      'x-gitlab-event': 'Merge Request Hook',
      'x-gitlab-event-uuid': 'event-1',
    });
    expect(Object.keys(request.headers).every((name) => name === name.toLowerCase())).toBe(true);
  });

  it('sends GitLab’s web hook headers with web hooks only', () => {
    expect(to('https://hooks.example.com/', { isWebHook: true }).headers).toMatchObject({
      'x-gitlab-event': 'Merge Request Hook',
      'x-gitlab-webhook-uuid': 'request-1',
      'x-gitlab-event-uuid': 'event-1',
      'x-gitlab-instance': 'https://gitlab.example.com',
    });
    expect(to('https://hooks.example.com/').headers).not.toHaveProperty('x-gitlab-event');
  });

  it('hands GitLab’s recursion guard on, and leaves out an instance that is not known', () => {
    const spec = post('https://hooks.example.com/', json({}), { isWebHook: true });
    const { headers } = outgoingRequest(spec, { ...identity, eventUuid: 'guard', instanceUrl: undefined });
    expect(headers['x-gitlab-event-uuid']).toBe('guard');
    expect(headers).not.toHaveProperty('x-gitlab-instance');
  });

  it('encodes basic authentication, beyond ASCII as well', () => {
    const basicAuth = { username: 'ünï', password: 'pa:ss' };
    expect(to('https://hooks.example.com/', { basicAuth }).headers['authorization']).toBe(basic('ünï:pa:ss'));
  });

  it('sends user and password of a URL as basic authentication, and has them nowhere else', () => {
    const { url, headers } = to('https://us%40er:p%25ss@hooks.example.com/in');
    expect(headers['authorization']).toBe(basic('us@er:p%ss'));
    expect(url.href).toBe('https://hooks.example.com/in');
  });

  it('takes a stray percent sign in them literally', () => {
    expect(to('https://user:100%@hooks.example.com/').headers['authorization']).toBe(basic('user:100%'));
  });

  it('prefers the authentication that the definition gives', () => {
    const basicAuth = { username: 'a', password: 'b' };
    const { url, headers } = to('https://c:d@hooks.example.com/', { basicAuth });
    expect(headers['authorization']).toBe(basic('a:b'));
    expect(url.password).toBe('');
  });

  it.each(['', 'not a url', '/relative', 'https://', 'http://[::1'])('refuses the URL %j', (url) => {
    expect(() => to(url)).toThrow('the address to call is no complete URL');
  });

  it.each(['file:///etc/passwd', 'ftp://example.com/', 'javascript:alert(1)', 'data:,x', 'unix:/run/x.sock'])(
    'calls nothing but http and https: %s',
    (url) => {
      expect(() => to(url)).toThrow('only http and https addresses can be called');
    },
  );

  it('is signed for the moment at which it is made', () => {
    const signing = { kind: 'hub_sha256', secret: 'hub-secret' } as const;
    expect(to('https://hooks.example.com/', { signing }).headers['x-hub-signature-256']).toMatch(
      /^sha256=[0-9a-f]{64}$/,
    );
  });
});
