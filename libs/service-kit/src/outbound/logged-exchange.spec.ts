import { MASK, defineIntegration, field, secretMask } from '@patchbay/integration-contracts';
import type { Exchange, HeaderValues, OutgoingRequest } from './exchange.ts';
import { loggedExchange } from './logged-exchange.ts';
import type { LogOptions } from './logged-exchange.ts';

const SECRET = 'hush-hush-1f6a';
const definition = defineIntegration({
  ...{ name: 'probe', title: 'Probe', summary: 'Has a token.', category: 'common' },
  fields: { token: field.password({ title: 'Token' }) },
  events: { supported: [] },
});
const mask = secretMask(definition, { token: SECRET });
const took = { startedAt: 1_700_000_000_000, durationMs: 5 };
const answered = (status: number, body = '', headers: HeaderValues = {}): Exchange => ({
  ...took,
  answer: { status, headers, body: Buffer.from(body), isCut: false },
  failure: undefined,
});
const fingerprint = (url: string): string => `print of ${url.length}`;
const roomy: LogOptions = { requestBytes: 1000, responseBytes: 1000, fingerprint };
const logged = (request: Partial<OutgoingRequest> = {}, exchange = answered(200), limits = roomy) => {
  const url = new URL('https://hooks.example.com/in');
  const call = { method: 'POST', url, origin: url.origin, headers: {}, body: '{}', verifyTls: true } as const;
  return loggedExchange({ ...call, ...request }, exchange, mask, limits);
};
const text = (body: Uint8Array | undefined): string => Buffer.from(body ?? []).toString();

describe('loggedExchange', () => {
  it('keeps a request and its answer', () => {
    const { at, durationMs, request, response, error } = logged({ body: 'ping' }, answered(202, 'pong'));
    expect([at.getTime(), durationMs]).toEqual([1_700_000_000_000, 5]);
    expect(request).toMatchObject({ method: 'POST', url: 'https://hooks.example.com/in', isBodyCut: false });
    expect(text(request?.body)).toBe('ping');
    expect(response).toMatchObject({ status: 202, isBodyCut: false });
    expect(text(response?.body)).toBe('pong');
    expect(error).toBeUndefined();
  });

  it('keeps why there was no answer', () => {
    const failure = { code: 'connection_failed', message: `no way to ${SECRET}` } as const;
    const entry = logged({}, { ...took, answer: undefined, failure });
    expect(entry.error).toBe(`no way to ${MASK}`);
    expect(entry).not.toHaveProperty('response');
  });

  it('shows a secret nowhere, whichever way it went', () => {
    const url = new URL(`https://hooks.example.com/${SECRET}/x?token=${encodeURIComponent(SECRET)}`);
    const headers = { 'x-api-key': SECRET, 'x-other': `Token ${SECRET}`, authorization: 'Basic abc' };
    const answer = answered(200, `echo ${SECRET}`, { 'x-echo': SECRET, 'x-list': ['a', SECRET] });
    const entry = logged({ url, headers, body: Buffer.from(`{"token":"${SECRET}"}`) }, answer);
    const bodies = text(entry.request?.body) + text(entry.response?.body);
    expect(JSON.stringify(entry) + bodies).not.toContain(SECRET);
    expect(bodies).toBe(`{"token":"${MASK}"}echo ${MASK}`);
    expect(entry.request?.headers['authorization']).toBe(MASK);
    expect(entry.response?.headers).toEqual({ 'x-echo': MASK, 'x-list': ['a', MASK] });
  });

  it('shows no header that the request calls secret, and no signature, however short their values are', () => {
    const headers = { 'x-flag': 'on', 'x-open': 'on', 'webhook-signature': 'v1,abc', 'webhook-id': 'd1' };
    expect(logged({ headers, secretHeaders: new Set(['x-flag']) }).request?.headers).toEqual({
      'x-flag': MASK,
      'x-open': 'on',
      'webhook-signature': MASK,
      'webhook-id': 'd1',
    });
  });

  it('shows the address that the request wants shown, and tells the real ones apart', () => {
    const shownUrl = 'https://hooks.example.com/{key}';
    const of = (key: string) =>
      logged({ url: new URL(`https://hooks.example.com/${key}`), shownUrl }).request;
    expect(of('k1')).toMatchObject({
      url: shownUrl,
      urlFingerprint: fingerprint('https://hooks.example.com/k1'),
    });
    expect(of('k22')?.urlFingerprint).not.toBe(of('k1')?.urlFingerprint);
  });

  it('tells secret addresses apart without telling them, and leaves others alone', () => {
    const secret = new URL(`https://hooks.example.com/${SECRET}`);
    expect(logged({ url: secret }).request).toMatchObject({
      url: `https://hooks.example.com/${MASK}`,
      urlFingerprint: `print of ${secret.href.length}`,
    });
    expect(logged().request).not.toHaveProperty('urlFingerprint');
  });

  it('hides headers that are secrets whoever set them', () => {
    const headers = { authorization: 'Bearer x', 'x-gitlab-token': 'abc', cookie: 'a=b' };
    const entry = logged({ headers }, answered(200, '', { 'Set-Cookie': ['session=1', 'b=2'] }));
    expect(new Set(Object.values(entry.request?.headers ?? {}))).toEqual(new Set([MASK]));
    expect(entry.response?.headers['Set-Cookie']).toEqual([MASK, MASK]);
  });

  it('masks before it cuts, so that no half of a secret stays', () => {
    const before = 'x'.repeat(10);
    const limits = { requestBytes: 15, responseBytes: 15, fingerprint };
    const entry = logged({ body: before + SECRET }, answered(200, before + SECRET), limits);
    for (const { body, isBodyCut } of [entry.request, entry.response].flatMap((part) => part ?? [])) {
      expect(text(body)).toBe(`${before}${MASK}`.slice(0, 15));
      expect(isBodyCut).toBe(true);
    }
    const long = { 'x-long': 'y'.repeat(1020) + SECRET };
    const header = logged({}, answered(200, '', long)).response?.headers['x-long'];
    expect(header).toHaveLength(1024);
    expect(header).not.toContain(SECRET.slice(0, 4));
  });

  it('says that an answer was cut by the one who read it', () => {
    const exchange = answered(200, 'abc');
    const cut = { ...exchange, answer: exchange.answer && { ...exchange.answer, isCut: true } };
    expect(logged({}, cut).response?.isBodyCut).toBe(true);
  });

  it('keeps no more than 50 headers of an answer', () => {
    const headers = Object.fromEntries(Array.from({ length: 80 }, (_, index) => [`x-${index}`, 'v']));
    expect(Object.keys(logged({}, answered(200, '', headers)).response?.headers ?? {})).toHaveLength(50);
  });

  it('renames headers that MongoDB would read as operators, and is not led astray by others', () => {
    const headers = { 'x.y$z': '1', ['__proto__']: '2', constructor: '3', gone: undefined };
    const kept = logged({}, answered(200, '', headers)).response?.headers ?? {};
    expect(Object.entries(kept)).toEqual([
      ['x_y_z', '1'],
      ['__proto__', '2'],
      ['constructor', '3'],
    ]);
  });

  it('leaves bytes alone that are no text', () => {
    const bytes = Buffer.from([0, 255, 254, 1]);
    expect(logged({ body: bytes }).request?.body).toEqual(bytes);
    expect(logged({ body: undefined }).request?.body).toHaveLength(0);
  });
});
