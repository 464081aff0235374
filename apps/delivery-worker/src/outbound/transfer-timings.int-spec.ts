import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { EgressPolicy } from '@patchbay/service-kit/outbound';
import type { Exchange } from '@patchbay/service-kit/outbound';
import { selfSignedCertificate } from '@patchbay/service-kit/testing';
import { anOutgoingRequest } from '../testing/an-exchange.ts';
import { HttpClient } from './http-client.ts';

const options = { timeoutMs: 10_000, connectTimeoutMs: 5000, connectionsPerOrigin: 1, maxResponseBytes: 100 };
const client = new HttpClient(new EgressPolicy(['127.0.0.1', 'localhost']), options);
const servers: Server[] = [];
const ok: http.RequestListener = (_request, response) => void response.end('ok');

async function portOf(server: Server): Promise<number> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
const call = (address: string): Promise<Exchange> =>
  client.send(anOutgoingRequest({ url: new URL(address), verifyTls: false }));
const phasesOf = ({ transfer }: Exchange): string[] => Object.keys(transfer?.timings ?? {}).sort();

afterAll(async () => {
  await client.close();
  for (const server of servers) server.close();
});

describe('what is measured of a request', () => {
  it('is every phase for the first over a connection, and only its own for those after it', async () => {
    const port = await portOf(http.createServer(ok));
    const first = await call(`http://localhost:${port}/`);
    expect(phasesOf(first)).toEqual(['connectMs', 'dnsMs', 'firstByteMs', 'totalMs']);
    expect(first.transfer).toMatchObject({ isConnectionReused: false, remoteAddress: '127.0.0.1' });
    // What undici still has to wind up may cost the connection.
    const next = [await call(`http://localhost:${port}/`), await call(`http://localhost:${port}/`)];
    const over = next.find(({ transfer }) => transfer?.isConnectionReused);
    expect(over === undefined ? [] : phasesOf(over)).toEqual(['firstByteMs', 'totalMs']);
    expect(over?.transfer?.remoteAddress).toBe('127.0.0.1');
  });

  it('is the agreement on encryption too, where there is one', async () => {
    const port = await portOf(https.createServer(selfSignedCertificate(), ok));
    const exchange = await call(`https://127.0.0.1:${port}/`);
    expect(phasesOf(exchange)).toEqual(['connectMs', 'dnsMs', 'firstByteMs', 'tlsMs', 'totalMs']);
    expect(exchange.transfer?.timings.dnsMs).toBe(0);
  });

  it('ends with the phase in which it failed, and names the address that was tried', async () => {
    const server = http.createServer(ok);
    const port = await portOf(server);
    server.close();
    await once(server, 'close');
    const refused = await call(`http://127.0.0.1:${port}/`);
    expect(refused.failure?.code).toBe('connection_failed');
    expect(phasesOf(refused)).toEqual(['dnsMs', 'totalMs']);
    expect(refused.transfer).toMatchObject({ isConnectionReused: undefined, remoteAddress: '127.0.0.1' });
  });

  it('is nothing but the time it took where the policy refuses the address', async () => {
    const refused = await call('http://127.0.0.2:9/');
    expect(refused.failure?.code).toBe('egress_refused');
    expect(phasesOf(refused)).toEqual(['totalMs']);
    expect(refused.transfer?.remoteAddress).toBeUndefined();
  });
});
