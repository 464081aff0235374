import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { OAuthTokens } from './oauth-tokens.ts';

describe('OAuthTokens', () => {
  const asked: { authorization: string | undefined; form: string }[] = [];
  let answer: readonly [status: number, body: string] = [200, ''];
  const server = createServer((request, response) => {
    void text(request).then((form) => {
      asked.push({ authorization: request.headers.authorization, form });
      response.writeHead(answer[0]).end(answer[1]);
    });
  });
  let now = 0;

  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  beforeEach(() => {
    asked.length = 0;
    answer = [200, '{"access_token":"t1","expires_in":60}'];
  });
  afterAll(() => server.close());

  const tokens = (scope = ''): OAuthTokens => {
    const { port } = server.address() as AddressInfo;
    const tokenUrl = `http://127.0.0.1:${port}/token`;
    return new OAuthTokens({ tokenUrl, clientId: 'it', clientSecret: 'a:b', scope }, () => now);
  };

  it('asks with the client’s credentials, once for all connections', async () => {
    const own = tokens('kafka');
    expect(await Promise.all([own.provide(), own.provide()])).toEqual([{ value: 't1' }, { value: 't1' }]);
    expect(asked).toEqual([
      {
        authorization: `Basic ${Buffer.from('it:a%3Ab').toString('base64')}`,
        form: 'grant_type=client_credentials&scope=kafka',
      },
    ]);
  });

  it('asks again shortly before a token expires', async () => {
    const own = tokens();
    await own.provide();
    now += 29_000;
    await own.provide();
    expect(asked).toHaveLength(1);
    now += 2000;
    answer = [200, '{"access_token":"t2"}'];
    expect(await own.provide()).toEqual({ value: 't2' });
  });

  it.each([
    [401, '{"error":"invalid_client"}', 'KAFKA_OAUTH_TOKEN_URL answered 401'],
    [200, '<html>', 'KAFKA_OAUTH_TOKEN_URL answered without an access_token'],
  ])('names the settings where there is no token: %i %s', async (status, body, message) => {
    answer = [status, body];
    await expect(tokens().provide()).rejects.toThrow(message);
  });
});
