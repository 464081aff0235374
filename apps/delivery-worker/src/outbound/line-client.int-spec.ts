import { once } from 'node:events';
import net from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { lines } from '@patchbay/integration-contracts';
import { EgressPolicy } from '@patchbay/service-kit/outbound';
import { outgoingLines } from '@patchbay/service-kit/outbound';
import { LineClient } from './line-client.ts';

const servers: net.Server[] = [];
const sockets = new Set<Socket>();

afterEach(() => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  for (const server of servers.splice(0)) server.close();
});

async function aServer(onSocket: (socket: Socket) => void): Promise<number> {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    onSocket(socket);
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const send = (port: number, text = ['{"a":1}', '{"b":2}'], allow = ['127.0.0.1']) =>
  new LineClient(new EgressPolicy(allow), 500).send(
    outgoingLines(lines({ host: '127.0.0.1', port, lines: text })),
  );

describe('lines', () => {
  it('arrive whole, each with its line feed', async () => {
    let text = '';
    const port = await aServer((socket) => {
      socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
      socket.on('end', () => socket.end());
    });
    expect(await send(port)).toMatchObject({ answer: { status: 200 }, failure: undefined });
    expect(text).toBe('{"a":1}\n{"b":2}\n');
  });

  it('count as taken when the service never closes', async () => {
    const port = await aServer((socket) => socket.resume());
    expect(await send(port)).toMatchObject({ answer: { status: 200 } });
  });

  it('fail when the connection is reset, when nobody reads, and when nobody is there', async () => {
    const resetting = await aServer((socket) => socket.resetAndDestroy());
    expect(await send(resetting)).toMatchObject({ failure: { code: 'connection_failed' } });
    const deaf = await aServer((socket) => socket.pause());
    const many = Array.from({ length: 200 }, () => 'x'.repeat(100_000));
    expect(await send(deaf, many)).toMatchObject({ failure: { code: 'timed_out' } });
    expect(await send(1)).toMatchObject({ failure: { code: 'connection_failed' } });
  });

  it('go to no private address that the operator has not allowed', async () => {
    const port = await aServer((socket) => socket.end());
    expect(await send(port, ['x'], [])).toMatchObject({ failure: { code: 'egress_refused' } });
    expect(sockets.size).toBe(0);
  });

  it('go to one origin, in whatever case its name is written', () => {
    const { origin, url } = outgoingLines(lines({ host: 'IRC.example.com', port: 6659, lines: ['a'] }));
    expect([origin, url.href]).toEqual(['tcp://irc.example.com:6659', 'tcp://irc.example.com:6659']);
  });

  it.each([
    { host: '127.1', port: 6659 },
    { host: '::1', port: 6659 },
    { host: '::ffff:127.0.0.1', port: 6659 },
    { host: 'localhost', port: 6659 },
  ])('don’t reach this machine under another of its names: %j', async (place) => {
    const client = new LineClient(new EgressPolicy([]), 500);
    const exchange = await client.send(outgoingLines(lines({ ...place, lines: ['a'] })));
    expect(exchange).toMatchObject({ failure: { code: 'egress_refused' } });
  });

  it.each([
    { host: '', port: 6659 },
    { host: 'a/b', port: 6659 },
    { host: 'a:1', port: 6659 },
    { host: 'irc.example.com', port: 70_000 },
    { host: 'irc.example.com', port: Number.NaN },
  ])('need an address to go to: %j', (place) => {
    expect(() => outgoingLines(lines({ ...place, lines: ['a'] }))).toThrow('host and port');
  });

  it('can’t have a second line hidden in one', () => {
    expect(() => outgoingLines(lines({ host: 'irc.example.com', port: 6659, lines: ['a\nQUIT'] }))).toThrow(
      'a line has a line break in it',
    );
  });
});
