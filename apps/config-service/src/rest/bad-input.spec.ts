import { translateProblem } from '@patchbay/integration-catalogue';
import { problem } from '@patchbay/integration-contracts';
import { TOKENS, startTestApp } from '../testing/test-app.ts';
import type { TestApp } from '../testing/test-app.ts';

const JSON_TYPE = 'application/json';
const WEBHOOK = 'projects/7/integrations/webhook';

describe('bad input', () => {
  let service: TestApp;

  beforeAll(async () => {
    service = await startTestApp({ REQUEST_BODY_LIMIT: '2KiB', REQUEST_FIELD_LIMIT: '20' });
  });
  afterAll(() => service.app.close());
  afterEach(async () => {
    expect(await service.store.countUnpublished()).toBe(0);
  });

  const send = async (
    method: 'GET' | 'PUT' | 'DELETE',
    path: string,
    payload?: string,
    type = JSON_TYPE,
  ): Promise<[number, Record<string, unknown>]> => {
    const headers = { 'private-token': TOKENS.admin, ...(payload !== undefined && { 'content-type': type }) };
    const url = `/api/v4/${path}`;
    const answer = await service.app.inject({
      method,
      url,
      headers,
      ...(payload !== undefined && { payload }),
    });
    return [answer.statusCode, JSON.parse(answer.body) as Record<string, unknown>];
  };
  const put = (payload: unknown) => send('PUT', WEBHOOK, JSON.stringify(payload));

  it('names a wrong URL, an unknown field and an ill-formed switch by field', async () => {
    const [status, body] = await put({ url: 'ftp://x', colour: 'red', push_events: 'sometimes' });
    expect(status).toBe(400);
    expect(body).toEqual({
      message: expect.stringContaining('The settings are not valid.') as unknown,
      errors: {
        url: ['must start with https:// or http://'],
        colour: ['is not a field of this integration'],
        push_events: ['must be true or false'],
      },
    });
  });

  it('tells the problems of fields in the caller’s language, and the message in English', async () => {
    const answer = await service.app.inject({
      method: 'PUT',
      url: `/api/v4/${WEBHOOK}`,
      headers: { 'private-token': TOKENS.admin, 'accept-language': 'de' },
      payload: {},
    });
    expect(answer.headers).toMatchObject({ 'content-language': 'de', vary: 'Accept-Language' });
    expect(JSON.parse(answer.body)).toEqual({
      message: 'The settings are not valid. url is missing',
      errors: { url: [translateProblem('de', problem('missing'))] },
    });
    expect((await service.app.inject({ method: 'GET', url: '/nowhere' })).headers).toMatchObject({
      'content-language': 'en',
    });
  });

  it('names a missing required field', async () => {
    expect(await put({})).toEqual([
      400,
      { message: 'The settings are not valid. url is missing', errors: { url: ['is missing'] } },
    ]);
  });

  it.each([
    ['an operator', { url: { $gt: '' } }, 'url'],
    ['a list', { url: ['https://a.example'] }, 'url'],
    [
      'an object for a flag',
      { url: 'https://a.example/', use_inherited_settings: {} },
      'use_inherited_settings',
    ],
  ])('refuses %s as a value', async (_what, payload, name) => {
    const [status, body] = await put(payload);
    expect([status, Object.keys(body['errors'] as object)]).toEqual([400, [name]]);
  });

  it.each(['[]', '"text"', '7'])('refuses the body %s, which is no object', async (payload) => {
    expect(await send('PUT', WEBHOOK, payload)).toEqual([
      400,
      { error: 'The body must be an object with the integration’s fields.' },
    ]);
  });

  it('refuses a body that is too large or has too many fields, and says the limit', async () => {
    const [status, body] = await put({ url: 'x'.repeat(3000) });
    expect([status, body['message']]).toEqual([413, '413 Payload Too Large']);
    const fields = Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`f${index}`, 1]));
    expect(await put(fields)).toEqual([400, { error: 'The body has 21 fields; at most 20 are accepted.' }]);
    expect(await put({ url: { a: [fields] } })).toEqual([
      400,
      { error: 'An object in the body has 21 fields; at most 20 are accepted.' },
    ]);
  });

  it.each(['text/plain', 'text/xml', 'application/octet-stream'])(
    'refuses a body of type %s',
    async (type) => {
      const [status, body] = await send('PUT', WEBHOOK, 'x', type);
      expect([status, body['detail']]).toEqual([
        415,
        'Send the body as application/json or application/x-www-form-urlencoded.',
      ]);
    },
  );

  it('tells unknown slugs from integrations that were not set up', async () => {
    expect((await send('GET', 'projects/7/integrations/nope'))[0]).toBe(400);
    expect((await send('PUT', 'projects/7/integrations/nope', '{}'))[0]).toBe(404);
    expect(await send('GET', 'projects/7/integrations/webhook:ghost')).toEqual([
      404,
      {
        message: '404 Integration Not Found',
        detail: 'There is no such integration here. webhook:ghost was never set up in project:7.',
      },
    ]);
  });

  it.each([
    ['projects/a%2Fb/integrations', 'numeric id'],
    ['projects/0/integrations', 'numeric id'],
    ['projects/99999999999999999999/integrations', 'numeric id'],
    ['groups/12/integrations', 'full path'],
    ['groups/%2Fa/integrations', 'full path'],
    ['groups/a%20b/integrations', 'full path'],
  ])('explains how %s must be addressed', async (path, hint) => {
    const [status, body] = await send('GET', path);
    expect([status, body['message']]).toEqual([404, '404 Not Found']);
    expect(body['detail']).toContain(hint);
  });

  it('answers with the caller’s request id, or one of its own', async () => {
    const idOf = async (given: string): Promise<unknown> => {
      const headers = { 'x-request-id': given };
      return (await service.app.inject({ method: 'GET', url: '/api/v4/nothing', headers })).headers[
        'x-request-id'
      ];
    };
    expect(await idOf('trace-1')).toBe('trace-1');
    expect(await idOf('a b\tc')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is not what a client says that sends "application/json" without a body', async () => {
    const headers = { 'private-token': TOKENS.admin, 'content-type': JSON_TYPE, 'content-length': '0' };
    const url = '/api/v4/projects/7/integrations/webhook';
    const answer = await service.app.inject({ method: 'DELETE', url, headers });
    expect([answer.statusCode, answer.body]).toEqual([404, expect.stringContaining('Integration Not Found')]);
  });
});
