import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { anOutgoingRequest } from '../testing/an-exchange.ts';
import { selfSignedCertificate } from '@patchbay/service-kit/testing';
import { EgressPolicy } from '@patchbay/service-kit/outbound';
import type { OutgoingRequest } from '@patchbay/service-kit/outbound';
import { HttpClient } from './http-client.ts';
import type { HttpClientOptions } from './http-client.ts';

const OPTIONS: HttpClientOptions = {
  timeoutMs: 2000,
  connectTimeoutMs: 1000,
  connectionsPerOrigin: 4,
  maxResponseBytes: 1000,
};
const closing: (() => Promise<unknown>)[] = [];

function aClient(allow: readonly string[], options: Partial<HttpClientOptions> = {}): HttpClient {
  const client = new HttpClient(new EgressPolicy(allow), { ...OPTIONS, ...options });
  closing.push(() => client.close());
  return client;
}

/** A server that counts connections and requests. */
async function listening(server: net.Server) {
  const sockets = new Set<Socket>();
  const counts = { connections: 0, requests: 0, most: 0 };
  server.on('connection', (socket: Socket) => {
    counts.connections += 1;
    counts.most = Math.max(counts.most, sockets.add(socket).size);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  server.on('request', () => (counts.requests += 1));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { port, counts, sockets, url: new URL(`http://127.0.0.1:${port}/in?a=1`) };
}

const answering = (handler: http.RequestListener) => listening(http.createServer(handler));
const raw = (handler: (socket: Socket) => void) => listening(net.createServer(handler));
const send = (client: HttpClient, url: URL, changes: Partial<OutgoingRequest> = {}) =>
  client.send(anOutgoingRequest({ url, ...changes }));
const ok: http.RequestListener = (_request, response) => void response.end('ok');

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

describe('HttpClient, on the wire', () => {
  it('sends what it is given and brings back what it gets', async () => {
    const bodies: string[] = [];
    const heads: http.IncomingMessage[] = [];
    const { url } = await answering((request, response) => {
      heads.push(request);
      request.on('data', (chunk: Buffer) => bodies.push(chunk.toString()));
      request.on('end', () => response.writeHead(201, { 'x-id': ['1', '2'] }).end('fine'));
    });
    const body = Buffer.from('{"grün":true}');
    const exchange = await send(aClient(['127.0.0.1']), url, { body, headers: { 'x-own': 'yes' } });
    expect(bodies.join('')).toBe('{"grün":true}');
    expect(heads[0]).toMatchObject({ method: 'POST', url: '/in?a=1' });
    expect(heads[0]?.headers).toMatchObject({ 'x-own': 'yes', 'content-length': String(body.length) });
    expect(exchange).toMatchObject({ failure: undefined, answer: { status: 201, isCut: false } });
    expect(exchange.answer?.headers['x-id']).toEqual(['1', '2']);
    expect(exchange.answer?.body.toString()).toBe('fine');
    expect(exchange.durationMs).toBeLessThan(1000);
  });

  it('uses connections again', async () => {
    const { url, counts } = await answering(ok);
    const client = aClient(['127.0.0.1']);
    for (let requests = 0; requests < 20; requests += 1) await send(client, url);
    expect(counts.requests).toBe(20);
    // The first may still be winding up when the second request comes.
    expect(counts.connections).toBeLessThanOrEqual(2);
  });

  it('opens no more connections to an origin than it may', async () => {
    const { url, counts } = await answering(
      (_request, response) => void setTimeout(() => response.end(), 20),
    );
    const client = aClient(['127.0.0.1'], { connectionsPerOrigin: 3 });
    const exchanges = await Promise.all(Array.from({ length: 20 }, () => send(client, url)));
    expect(exchanges.every(({ answer }) => answer?.status === 200)).toBe(true);
    expect(counts.most).toBe(3);
  });

  it('does not follow redirects', async () => {
    const elsewhere = await answering(ok);
    const { url } = await answering((_request, response) =>
      response.writeHead(302, { location: elsewhere.url.href }).end(),
    );
    expect(await send(aClient(['127.0.0.1']), url)).toMatchObject({ answer: { status: 302 } });
    expect(elsewhere.counts.connections).toBe(0);
  });

  it.each([
    ['a header value with a line break', { headers: { 'x-a': 'b\r\nx-c: d' } }],
    ['a header name with a line break', { headers: { 'x-a\r\nx-c': 'd' } }],
    ['a header value with a NUL', { headers: { 'x-a': 'b\0c' } }],
    ['another length than its body has', { headers: { 'content-length': '3' } }],
  ])('does not send %s, and will not try again', async (_name, changes) => {
    const { url, counts } = await answering(ok);
    const exchange = await send(aClient(['127.0.0.1']), url, changes);
    expect(exchange).toMatchObject({ answer: undefined, failure: { code: 'definition_failed' } });
    expect(counts.requests).toBe(0);
  });

  it('takes answers with odd heads', async () => {
    const { url } = await raw((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n');
        socket.end('HTTP/1.1 200 OK\r\n__proto__: x\r\nconstructor: y\r\ncontent-length: 2\r\n\r\nok');
      });
    });
    const { answer } = await send(aClient(['127.0.0.1']), url);
    expect(answer).toMatchObject({ status: 200, isCut: false });
    expect(answer?.body.toString()).toBe('ok');
  });
});

describe('HttpClient, against bad endpoints', () => {
  it('gives up on one that does not answer', async () => {
    const { url } = await answering(() => undefined);
    const exchange = await send(aClient(['127.0.0.1'], { timeoutMs: 300 }), url);
    expect(exchange).toMatchObject({ answer: undefined, failure: { code: 'timed_out' } });
    expect(exchange.durationMs).toBeGreaterThanOrEqual(300);
    expect(exchange.durationMs).toBeLessThan(1000);
  });

  it('gives up on one that answers a byte at a time', async () => {
    const { url, sockets } = await answering((_request, response) => {
      response.writeHead(200);
      const trickle = setInterval(() => response.write('.'), 20);
      response.on('close', () => {
        clearInterval(trickle);
      });
    });
    const exchange = await send(aClient(['127.0.0.1'], { timeoutMs: 300 }), url);
    expect(exchange).toMatchObject({ answer: undefined, failure: { code: 'timed_out' } });
    expect(exchange.durationMs).toBeLessThan(1000);
    await sleep(50);
    expect(sockets.size).toBe(0);
  });

  it('reads no more of an endless answer than it wants, and hangs up', async () => {
    const { url, sockets } = await answering((_request, response) => {
      const pour = (): void => {
        while (!response.destroyed && response.write('x'.repeat(10_000)));
      };
      response.on('drain', pour).on('error', () => undefined);
      pour();
    });
    const exchange = await send(aClient(['127.0.0.1'], { maxResponseBytes: 50_000 }), url);
    expect(exchange).toMatchObject({ failure: undefined, answer: { status: 200, isCut: true } });
    expect(exchange.answer?.body).toHaveLength(50_000);
    await sleep(50);
    expect(sockets.size).toBe(0);
  });

  it.each([
    ['resets the connection', (socket: Socket) => socket.once('data', () => socket.resetAndDestroy())],
    ['hangs up without an answer', (socket: Socket) => socket.once('data', () => socket.end())],
    [
      'breaks off its answer',
      (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf'),
    ],
    ['does not speak HTTP', (socket: Socket) => socket.end('220 mail.example.com ESMTP\r\n')],
    ['sends endless headers', (socket: Socket) => socket.end(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(99_999)}`)],
  ])('tells of one that %s', async (_name, misbehave) => {
    const { url } = await raw((socket) => {
      misbehave(socket);
    });
    const exchange = await send(aClient(['127.0.0.1']), url);
    expect(exchange).toMatchObject({ answer: undefined, failure: { code: 'connection_failed' } });
  });

  it('tells of one that is not there', async () => {
    const { url } = await raw(() => undefined);
    await closing.pop()?.();
    const exchange = await send(aClient(['127.0.0.1']), url);
    expect(exchange).toMatchObject({ answer: undefined, failure: { code: 'connection_failed' } });
  });

  it('tells of a name that does not exist', async () => {
    const exchange = await send(aClient([]), new URL('https://no-such-host.invalid/'));
    expect(exchange).toMatchObject({ answer: undefined, failure: { code: 'dns_failed' } });
  });

  it('goes on with others while one hangs', async () => {
    const hanging = await answering(() => undefined);
    const { url } = await answering(ok);
    const client = aClient(['127.0.0.1'], { connectionsPerOrigin: 2, timeoutMs: 1000 });
    const hung = Promise.all(Array.from({ length: 6 }, () => send(client, hanging.url)));
    const { durationMs, answer } = await send(client, url);
    expect(answer?.status).toBe(200);
    expect(durationMs).toBeLessThan(500);
    for (const { failure } of await hung) expect(failure?.code).toBe('timed_out');
  });
});

describe('HttpClient, TLS', () => {
  const secure = () => listening(https.createServer(selfSignedCertificate(), ok));
  const securely = ({ href }: URL) => new URL(href.replace('http:', 'https:'));

  it('refuses a certificate that nobody vouches for', async () => {
    const { url, counts } = await secure();
    const exchange = await send(aClient(['127.0.0.1']), securely(url));
    expect(exchange).toMatchObject({ answer: undefined, failure: { code: 'tls_failed' } });
    expect(counts.requests).toBe(0);
  });

  it('accepts it where the integration says so, and only there', async () => {
    const { url } = await secure();
    const client = aClient(['127.0.0.1']);
    const trusting = await send(client, securely(url), { verifyTls: false });
    expect(trusting).toMatchObject({ answer: { status: 200 } });
    expect(await send(client, securely(url))).toMatchObject({ failure: { code: 'tls_failed' } });
  });

  it('tells of a server that does not speak TLS', async () => {
    const { url } = await answering(ok);
    const exchange = await send(aClient(['127.0.0.1']), securely(url));
    expect(exchange).toMatchObject({ failure: { code: 'tls_failed' } });
  });

  it('does not send what was given up while the connection was still being made', async () => {
    const server = await secure();
    const slowWay = await raw((socket) => {
      setTimeout(() => {
        const onward = net.connect(server.port, '127.0.0.1').on('error', () => undefined);
        socket.pipe(onward).pipe(socket);
        socket.on('close', () => onward.destroy());
      }, 400);
    });
    const client = aClient(['127.0.0.1'], { timeoutMs: 200 });
    const exchange = await send(client, securely(slowWay.url), { verifyTls: false });
    expect(exchange).toMatchObject({ failure: { code: 'timed_out' } });
    await sleep(500);
    expect(server.counts.connections).toBe(1);
    expect(server.counts.requests).toBe(0);
  });
});

describe('HttpClient, egress policy', () => {
  it.each(['127.0.0.1', 'localhost', '2130706433', '0x7f.1', '[::1]', '[::ffff:127.0.0.1]', '0.0.0.0'])(
    'does not connect to %s',
    async (host) => {
      const { port, counts } = await answering(ok);
      const exchange = await send(aClient([]), new URL(`http://${host}:${port}/`));
      expect(exchange).toMatchObject({ answer: undefined, failure: { code: 'egress_refused' } });
      expect(exchange.failure?.message).toContain('address');
      expect(counts.connections).toBe(0);
    },
  );

  it('connects where the allow-list says so, by name, address or port', async () => {
    const { port } = await answering(ok);
    for (const [rule, host] of [
      ['localhost', 'localhost'],
      [`localhost:${port}`, 'localhost'],
      [`127.0.0.0/8:${port}`, '127.0.0.1'],
    ] as const) {
      // IPv6 comes first for localhost on some machines; nobody listens there, so the other address is dialled.
      const exchange = await send(aClient([rule]), new URL(`http://${host}:${port}/`));
      expect(exchange).toMatchObject({ answer: { status: 200 } });
    }
  });

  it('does not take the allowance of one port for another', async () => {
    const { port, counts } = await answering(ok);
    for (const host of ['localhost', '127.0.0.1']) {
      const client = aClient([`${host}:${port + 1}`]);
      expect(await send(client, new URL(`http://${host}:${port}/`))).toMatchObject({
        failure: { code: 'egress_refused' },
      });
    }
    expect(counts.connections).toBe(0);
  });
});
