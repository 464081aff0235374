import { TOKENS, startTestApp } from '../testing/test-app.ts';
import type { TestApp } from '../testing/test-app.ts';

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';
const WEBHOOK = 'projects/7/integrations/webhook';

describe('hostile input', () => {
  let service: TestApp;

  beforeAll(async () => {
    service = await startTestApp();
  });
  afterAll(() => service.app.close());
  afterEach(async () => {
    expect(await service.store.countUnpublished()).toBe(0);
  });

  const send = async (
    method: 'GET' | 'PUT',
    path: string,
    payload?: string | Buffer | object,
    type = JSON_TYPE,
  ): Promise<[number, Record<string, unknown>]> => {
    const headers = { 'private-token': TOKENS.admin, ...(payload !== undefined && { 'content-type': type }) };
    const url = `/api/v4/${path}`;
    const body = payload !== undefined && { payload };
    const answer = await service.app.inject({ method, url, headers, ...body });
    return [answer.statusCode, JSON.parse(answer.body) as Record<string, unknown>];
  };

  it.each([
    ['{"url":', 'The body is not valid JSON.'],
    ['{"__proto__":{"x":1}}', 'No field is called __proto__.'],
    ['{"\\u005f_proto__":1}', 'No field is called __proto__.'],
    ['{"constructor":{"prototype":{}}}', 'No field is called constructor.'],
    ['{"url":{"a":[{"prototype":1}]}}', 'No field is called prototype.'],
    ['{"token":"a\\u0000b"}', 'The body has a NUL character.'],
    ['{"a\\u0000b":1}', 'The body has a NUL character.'],
    [`${'['.repeat(21)}${']'.repeat(21)}`, 'The body is nested more than 20 levels deep.'],
  ])('refuses the body %j', async (payload, error) => {
    expect(await send('PUT', WEBHOOK, payload, JSON_TYPE)).toEqual([400, { error }]);
  });

  it.each<[string, string, Buffer]>([
    ['JSON', JSON_TYPE, Buffer.from([...Buffer.from('{"url":"'), 0xff, ...Buffer.from('"}')])],
    ['JSON that is cut off within a character', JSON_TYPE, Buffer.from('{"url":"é').subarray(0, -1)],
    ['a form', FORM_TYPE, Buffer.from([...Buffer.from('url='), 0xc3, 0x28])],
    ['a form, percent-encoded', FORM_TYPE, Buffer.from('url=%C3%28')],
    ['a form that is cut off', FORM_TYPE, Buffer.from('url=%C3')],
  ])('refuses %s that is not UTF-8', async (_what, type, payload) => {
    const refusal = [400, { error: 'The body is not valid UTF-8.' }];
    expect(await send('PUT', WEBHOOK, payload, type)).toEqual(refusal);
  });

  it.each([
    ['url=https://a.example/&__proto__=1', 'No field is called __proto__.'],
    ['url=a%00b', 'The body has a NUL character.'],
    ['a%00b=1', 'The body has a NUL character.'],
  ])('refuses the form %s', async (payload, error) => {
    expect(await send('PUT', WEBHOOK, payload, FORM_TYPE)).toEqual([400, { error }]);
  });

  it('repeats a field of a form as often as a body can hold, and keeps nobody waiting', async () => {
    const values = 'url&'.repeat(250_000);
    const [status, { errors }] = await send('PUT', WEBHOOK, values, FORM_TYPE);
    expect([status, Object.keys(errors ?? {})]).toEqual([400, ['url']]);
  });

  it.each([
    ['projects/7%00/integrations', 'The address has a NUL character.'],
    ['projects/7/integrations/webhook%00', 'The address has a NUL character.'],
    ['projects/7/integrations/webhook/deliveries?cursor=a%00', 'The address has a NUL character.'],
    ['projects/7/integrations/webhook/deliveries?cursor=%FF', 'The address is not valid UTF-8.'],
    ['admin/tokens?limit=%ED%A0%80', 'The address is not valid UTF-8.'],
    [
      'projects/%FF/integrations',
      'The path can’t be read: it is not UTF-8 in percent encoding, or a part of it is too long.',
    ],
    [
      `groups/${'a'.repeat(1100)}/integrations`,
      'The path can’t be read: it is not UTF-8 in percent encoding, or a part of it is too long.',
    ],
  ])('refuses the address %s', async (path, error) => {
    expect(await send('GET', path)).toEqual([400, { error }]);
  });

  it.each([
    ['projects/7/integrations/webhook/deliveries?cursor[$gt]=', 'There are only'],
    ['projects/7/integrations/webhook/deliveries?limit[$gt]=1', 'There are only'],
    ['projects/7/integrations/webhook/deliveries?limit=1&limit=2', 'limit must be given once.'],
    ['projects/7/integrations/webhook/deliveries?outcome={"$gt":""}', 'outcome must be'],
    ['admin/integrations/search?name[$ne]=x&field=a&value=b', 'There are only'],
    ['admin/integrations/search?name=redmine&field=$where&value=1', 'field must be one of'],
    ['admin/tokens?cursor[$gt]=', 'There are only'],
    ['admin/tokens?limit={"$gt":0}', 'limit must be a whole number'],
    ['admin/tokens?cursor={"$gt":""}', 'cursor is not one that this API gave'],
  ])('takes no operator in %s', async (path, error) => {
    const [status, body] = await send('GET', path.replaceAll(/[{}"$[\]]/g, encodeURIComponent));
    expect([status, body['error']]).toEqual([400, expect.stringContaining(error)]);
  });

  it.each([
    ['projects/{"$gt":""}/integrations', '404 Not Found'],
    ['groups/{"$gt":""}/integrations', '404 Not Found'],
    ['projects/7/integrations/webhook:{"$gt":""}', undefined],
    ['projects/7/integrations/webhook/deliveries/{"$gt":""}', '404 Integration Not Found'],
    ['admin/tokens/{"$gt":""}', '404 Not Found'],
  ])('takes no operator in the path %s', async (path, message) => {
    const [status, body] = await send('GET', path.replaceAll(/[{}"$]/g, encodeURIComponent));
    expect([status, body['message']]).toEqual([message === undefined ? 400 : 404, message]);
  });

  it('is refused that has ten thousand fields, wherever they are', async () => {
    const fields = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, index) => [`push_events${index}`, true]),
    );
    for (const payload of [fields, { url: 'https://a.example/', custom_headers: [fields] }]) {
      const [status, { error }] = await send('PUT', WEBHOOK, payload);
      expect([status, error]).toEqual([400, expect.stringContaining('at most 500 are accepted')]);
    }
  });
});
