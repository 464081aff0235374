import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpIdentityProvider } from './identity-provider.ts';

describe('the documents of an identity provider', () => {
  const answers: Readonly<Record<string, [status: number, body: string]>> = {
    '/keys': [200, '{"keys":[]}'],
    '/moved': [302, '{"keys":[]}'],
    '/broken': [500, '{"keys":[]}'],
    '/page': [200, '<html>'],
  };
  const server = createServer(({ url = '' }, response) => {
    const [status, body] = answers[url] ?? [404, ''];
    response.writeHead(status, { location: '/keys' }).end(body);
  });
  const provider = new HttpIdentityProvider();
  let origin: string;

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  it('are read as JSON', async () => {
    expect(await provider.get(`${origin}/keys`)).toEqual({ keys: [] });
  });

  it.each(['/moved', '/broken', '/page', '/nowhere'])('are not to be had at %s', async (path) => {
    await expect(provider.get(origin + path)).rejects.toThrow();
  });

  it('are not to be had where nobody listens', async () => {
    await expect(provider.get('http://127.0.0.1:9/keys')).rejects.toThrow('ECONNREFUSED');
  });
});
