import { webHookRequest } from './web-hook-request.ts';

const event = { body: Buffer.from('{"object_kind": "push"}') };

describe('a web hook request', () => {
  it("posts the event's own bytes and asks for GitLab's headers", () => {
    expect(webHookRequest('https://example.com/hook?a=b', event)).toEqual({
      method: 'POST',
      url: 'https://example.com/hook?a=b',
      headers: { 'content-type': 'application/json' },
      body: event.body,
      isWebHook: true,
    });
    expect(webHookRequest('https://example.com/', event).body).toBe(event.body);
  });

  it.each([
    ['https://ada:pa%3Ass@example.com/hook', 'https://example.com/hook', 'ada', 'pa:ss'],
    ['https://ada@example.com/hook', 'https://example.com/hook', 'ada', ''],
    ['https://:key@example.com/hook', 'https://example.com/hook', '', 'key'],
    ['https://ada:100%@example.com:8443/', 'https://example.com:8443/', 'ada', '100%'],
  ])('turns the credentials of %s into basic authentication', (url, sent, username, password) => {
    expect(webHookRequest(url, event)).toMatchObject({ url: sent, basicAuth: { username, password } });
  });

  it('leaves an @ elsewhere in the address alone', () => {
    const request = webHookRequest('https://example.com/@ada?to=b@example.com', event);
    expect(request).toMatchObject({ url: 'https://example.com/@ada?to=b@example.com' });
    expect(request).not.toHaveProperty('basicAuth');
  });

  it('prefers credentials that are given beside the address', () => {
    const basicAuth = { username: 'ben', password: 'other' };
    expect(webHookRequest('https://ada:one@example.com/', event, { basicAuth })).toMatchObject({
      url: 'https://example.com/',
      basicAuth,
    });
  });
});
