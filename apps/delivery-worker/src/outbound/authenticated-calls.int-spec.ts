import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { Webhook } from 'standardwebhooks';
import { post } from '@patchbay/integration-contracts';
import { EgressPolicy } from '@patchbay/service-kit/outbound';
import type { OutgoingRequest } from '@patchbay/service-kit/outbound';
import { anOutgoingRequest } from '../testing/an-exchange.ts';
import { selfSignedCertificate } from '@patchbay/service-kit/testing';
import { EgressProxy } from './egress-proxy.ts';
import { HttpClient } from './http-client.ts';
import { LineClient } from './line-client.ts';
import { OutboundClients } from './outbound-clients.ts';

const OPTIONS = { timeoutMs: 2000, connectTimeoutMs: 1000, connectionsPerOrigin: 4, maxResponseBytes: 1000 };
const LOOPBACK = new EgressPolicy(['127.0.0.1']);
const closing: (() => Promise<unknown>)[] = [];

function aClient(policy = LOOPBACK, proxy?: EgressProxy): HttpClient {
  const client = new HttpClient(policy, { ...OPTIONS, proxy });
  closing.push(() => client.close());
  return client;
}

async function listening(server: net.Server, scheme = 'http') {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { port, sockets, url: new URL(`${scheme}://127.0.0.1:${port}/in`) };
}

const to = (url: URL, changes: Partial<OutgoingRequest> = {}): OutgoingRequest =>
  anOutgoingRequest({ url, ...changes });

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

describe('client certificates', () => {
  const client = selfSignedCertificate();
  const other = selfSignedCertificate();
  const pair = ({ cert, key }: typeof client) => ({ certificate: cert, key });

  /** Takes only who shows the client's certificate, and says whom it saw. */
  const receiver = () =>
    listening(
      https.createServer(
        { ...selfSignedCertificate(), requestCert: true, rejectUnauthorized: true, ca: [client.cert] },
        (request, response) => {
          response.end((request.socket as TLSSocket).getPeerCertificate().fingerprint256);
        },
      ),
      'https',
    );

  it('are shown to receivers that want one, and only those of the request', async () => {
    const { url, sockets } = await receiver();
    const worker = aClient();
    const shown = await worker.send(to(url, { verifyTls: false, clientCertificate: pair(client) }));
    expect(shown.answer?.body.toString()).toMatch(/^[0-9A-F:]{95}$/);
    // The connection that is open must not serve who has no certificate, or another.
    const without = await worker.send(to(url, { verifyTls: false }));
    const wrong = await worker.send(to(url, { verifyTls: false, clientCertificate: pair(other) }));
    // TLS 1.3 lets a receiver refuse after the handshake, by closing the connection.
    const refused = expect.stringMatching(/^(?:tls|connection)_failed$/) as string;
    for (const { answer, failure } of [without, wrong])
      expect([answer, failure?.code]).toEqual([undefined, refused]);
    const before = sockets.size;
    const again = await worker.send(to(url, { verifyTls: false, clientCertificate: pair(client) }));
    expect(again.answer?.status).toBe(200);
    expect(sockets.size).toBe(before);
  });

  it('change nothing about the check of the receiver’s certificate, nor about addresses', async () => {
    const { url, sockets } = await receiver();
    const distrusted = await aClient().send(to(url, { clientCertificate: pair(client) }));
    expect(distrusted.failure?.code).toBe('tls_failed');
    const before = sockets.size;
    const refused = await aClient(new EgressPolicy([])).send(
      to(new URL(`https://localhost:${url.port}/`), { verifyTls: false, clientCertificate: pair(client) }),
    );
    expect(refused.failure?.code).toBe('egress_refused');
    expect(sockets.size).toBe(before);
  });

  it('fail the call when they are none, and not the worker', async () => {
    const { url } = await receiver();
    const broken = { certificate: 'no PEM', key: 'none' };
    const exchange = await aClient().send(to(url, { verifyTls: false, clientCertificate: broken }));
    expect(exchange.failure?.code).toBe('tls_failed');
  });
});

describe('OAuth', () => {
  it('gets a token where it is told to, and brings it to the receiver', async () => {
    const fetched: string[] = [];
    const login = await listening(
      http.createServer((request, response) => {
        request.on('data', (chunk: Buffer) => fetched.push(chunk.toString()));
        request.on('end', () => response.end('{"access_token":"t-1","token_type":"bearer","expires_in":60}'));
      }),
    );
    const seen: unknown[] = [];
    const receiver = await listening(
      http.createServer((request, response) => {
        seen.push(request.headers.authorization);
        response.end('ok');
      }),
    );
    const clients = new OutboundClients(aClient(), new LineClient(LOOPBACK, 1000), undefined);
    const oauth = { tokenUrl: login.url.href, clientId: 'patchbay', clientSecret: 'hush' };
    const calls = await Promise.all([1, 2, 3].map(() => clients.send(to(receiver.url, { oauth }))));
    expect(calls.map(({ answer }) => answer?.status)).toEqual([200, 200, 200]);
    expect(fetched).toEqual(['grant_type=client_credentials']);
    expect(seen).toEqual(['Bearer t-1', 'Bearer t-1', 'Bearer t-1']);
  });

  it('calls no token URL that the policy forbids, and then not the receiver either', async () => {
    let calls = 0;
    const login = await listening(
      http.createServer((_request, response) => response.end(String((calls += 1)))),
    );
    const receiver = await listening(
      http.createServer((_request, response) => response.end(String((calls += 1)))),
    );
    const policy = new EgressPolicy([`127.0.0.1:${receiver.port}`]);
    const clients = new OutboundClients(aClient(policy), new LineClient(policy, 1000), undefined);
    const oauth = { tokenUrl: login.url.href, clientId: 'patchbay', clientSecret: 'hush' };
    const exchange = await clients.send(to(receiver.url, { oauth }));
    expect(exchange.failure?.code).toBe('egress_refused');
    expect(calls).toBe(0);
  });
});

describe('signatures', () => {
  it('are those of the bytes that arrive, for the old secret and the new one, at each attempt', async () => {
    const [current, previous] = [1, 2].map((fill) => `whsec_${Buffer.alloc(32, fill).toString('base64')}`);
    const secrets = [current ?? '', previous ?? ''];
    const verified: unknown[] = [];
    const receiver = await listening(
      http.createServer((request, response) => {
        const chunks: Buffer[] = [];
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        request.on('end', () => {
          const headers = request.headers as Record<string, string>;
          for (const secret of secrets)
            verified.push(new Webhook(secret).verify(Buffer.concat(chunks).toString(), headers));
          response.end('ok');
        });
      }),
    );
    const clients = new OutboundClients(aClient(), new LineClient(LOOPBACK, 1000), undefined);
    const signing = { kind: 'standard_webhooks', secrets, privateKeys: [] } as const;
    const body = { type: 'application/json', body: Buffer.from('{"text":"grün ☃"}') };
    const identity = { idempotencyKey: 'd-1', eventId: 'e-1', trigger: 'push', requestId: 'r-1' } as const;
    for (const attempts of [0, 3]) {
      const call = clients.prepare(post(receiver.url.href, body, { signing, isWebHook: true }), {
        ...{ ...identity, eventUuid: undefined, instanceUrl: undefined, at: Date.now() },
        retry: attempts === 0 ? undefined : { attempts, firstAttemptAt: Date.now() - 7_200_000 },
      });
      expect((await clients.send(call)).answer?.status).toBe(200);
    }
    expect(verified).toEqual(Array.from({ length: 4 }, () => ({ text: 'grün ☃' })));
  });
});

describe('the proxy of the operator', () => {
  /** A forward proxy that notes what it is asked for; names that it does not know lead to loopback. */
  async function aProxy(credentials?: string) {
    const asked: string[] = [];
    const isWelcome = (given: string | undefined): boolean =>
      credentials === undefined || given === `Basic ${Buffer.from(credentials).toString('base64')}`;
    const server = http.createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      if (!isWelcome(request.headers['proxy-authorization'])) return void response.writeHead(407).end();
      const { port, pathname } = new URL(request.url ?? '');
      const { 'proxy-authorization': _, ...headers } = request.headers;
      request.pipe(
        http.request({ port, path: pathname, method: request.method, headers }, (answer) => {
          response.writeHead(answer.statusCode ?? 502);
          answer.pipe(response);
        }),
      );
    });
    server.on('connect', (request: http.IncomingMessage, socket: Socket) => {
      asked.push(`CONNECT ${request.url}`);
      if (!isWelcome(request.headers['proxy-authorization'])) return socket.end('HTTP/1.1 407 No\r\n\r\n');
      const target = net.connect(Number(request.url?.split(':').at(-1)), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        target.pipe(socket).pipe(target);
      });
      target.on('error', () => socket.destroy());
      return undefined;
    });
    const { port } = await listening(server);
    return { asked, url: `http://${credentials === undefined ? '' : `${credentials}@`}127.0.0.1:${port}` };
  }

  const ok: http.RequestListener = (_request, response) => void response.end('ok');
  const NOBODY = new EgressPolicy([]);

  it('is asked for what the worker calls, plainly or by a tunnel, with its credentials', async () => {
    const plain = await listening(http.createServer(ok));
    const secure = await listening(https.createServer(selfSignedCertificate(), ok));
    const { asked, url } = await aProxy('patchbay:hush');
    const worker = aClient(NOBODY, new EgressProxy(url, []));
    // No such name can be resolved here; the proxy knows it.
    const open = await worker.send(to(new URL(`http://receiver.invalid:${plain.port}/in`)));
    const tunnelled = await worker.send(
      to(new URL(`https://receiver.invalid:${secure.port}/in`), { verifyTls: false }),
    );
    expect([open.answer?.status, tunnelled.answer?.status]).toEqual([200, 200]);
    expect(asked).toEqual([
      `POST http://receiver.invalid:${plain.port}/in`,
      `CONNECT receiver.invalid:${secure.port}`,
    ]);
  });

  it('is handed no address, and no name, that leads where the policy forbids', async () => {
    const { asked, url } = await aProxy();
    const worker = aClient(NOBODY, new EgressProxy(url, []));
    for (const target of ['http://127.0.0.1:9/', 'http://localhost:9/', 'https://localhost:9/'])
      expect((await worker.send(to(new URL(target)))).failure?.code).toBe('egress_refused');
    expect(asked).toEqual([]);
  });

  it('is passed by for hosts that are excepted', async () => {
    const receiver = await listening(http.createServer(ok));
    const { asked, url } = await aProxy();
    const worker = aClient(LOOPBACK, new EgressProxy(url, ['127.0.0.1']));
    expect((await worker.send(to(receiver.url))).answer?.status).toBe(200);
    expect(asked).toEqual([]);
  });

  it('leaves the receiver’s certificate to be checked, and can be one that wants other credentials', async () => {
    const secure = await listening(https.createServer(selfSignedCertificate(), ok));
    const open = await aProxy();
    const distrusting = aClient(NOBODY, new EgressProxy(open.url, []));
    const target = new URL(`https://receiver.invalid:${secure.port}/in`);
    expect((await distrusting.send(to(target))).failure?.code).toBe('tls_failed');
    const strict = await aProxy('patchbay:hush');
    const unknown = aClient(NOBODY, new EgressProxy(strict.url.replace('hush', 'wrong'), []));
    for (const url of [target, new URL(`http://receiver.invalid:${secure.port}/in`)])
      expect((await unknown.send(to(url))).failure?.code).toBe('connection_failed');
  });
});
