import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient } from '@patchbay/tools/services';
import { Installation } from '../../support/scenarios/installation.ts';
import { finding } from '../../support/scenarios/scenario.ts';
import type { Finding, Scenario } from '../../support/scenarios/scenario.ts';

const SCOPE = 'project:3999';

/** Every way to write an address that must not be called, and redirects to one; whatever connects is counted. */
export const forbiddenAddresses: Scenario = {
  id: 'F7',
  title: 'forbidden addresses',
  run: async ({ stack, say }) => {
    const trap = await Trap.open();
    try {
      // As if the settings had been saved when the operator's list was longer: the workers must refuse them by themselves.
      const lenient = await Installation.start({
        stack,
        configEnvironment: { EGRESS_ALLOW: '0.0.0.0/0,::/0' },
      });
      const refusals = await tried(lenient, trap).finally(() => lenient.stop());
      const strict = await Installation.start({ stack });
      const saves = await saved(strict, trap).finally(() => strict.stop());
      say(`${refusals.length} addresses, ${trap.connections} connections`);
      return [
        finding('0 connections, in save, test and delivery alike', trap.connections === 0, trap.connections),
        ...refusals,
        ...saves,
      ];
    } finally {
      trap.close();
    }
  },
};

/** Listens on every address of this machine but 127.0.0.1, which the allow-list names. */
class Trap {
  connections = 0;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(): Promise<Trap> {
    const server = createServer((socket) => {
      trap.connections += 1;
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
    });
    const trap = new Trap(server);
    server.listen(0, '::');
    await once(server, 'listening');
    return trap;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  close(): void {
    this.#server.close();
  }
}

function addressesOf({ port }: Trap): readonly string[] {
  const own = Object.values(networkInterfaces())
    .flatMap((entries) => entries ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address);
  const hosts = [
    ...['127.0.0.2', '127.0.2', '2130706434', '0x7f.0.0.2', '0177.0.0.2', '0.0.0.0', 'localhost.localdomain'],
    ...['[::1]', '[::]', '[::ffff:127.0.0.2]', '[::ffff:7f00:2]', '[64:ff9b::7f00:2]', '[2002:7f00:2::]'],
    ...['10.0.0.1', '169.254.169.254', '100.64.0.1', '192.168.0.1', ...own],
  ];
  return hosts.map((host) => `http://${host}:${port}/trap`);
}

/** In tests of settings, in deliveries, and behind a redirect. */
async function tried(installation: Installation, trap: Trap): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const { api } = installation.services;
  const path = ApiClient.pathOf(SCOPE, 'webhook:trap');
  installation.receiver.on('/redirect', {
    answers: [302],
    headers: { location: addressesOf(trap)[0] ?? '' },
  });
  for (const url of [...addressesOf(trap), `${installation.receiver.url}/redirect`]) {
    const body = JSON.stringify({ settings: { url } });
    const answer = await api.call('POST', `${path}/test`, {
      headers: { 'content-type': 'application/json' },
      body,
    });
    const { success, reason } = answer.body as { success?: boolean; reason?: string };
    findings.push(finding(`test of ${url} is refused`, success !== true, reason ?? answer.status));
    await api.put(SCOPE, 'webhook:trap', { url });
    await sleep(700);
    await installation.publishOutside(3999);
  }
  await sleep(2000);
  return findings;
}

async function saved(installation: Installation, trap: Trap): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const url of addressesOf(trap)) {
    const { status } = await installation.services.api.call('PUT', ApiClient.pathOf(SCOPE, 'webhook'), {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ url }),
    });
    // A name that leads nowhere now is accepted, and checked when something is delivered.
    const isRefused = status === 400 || (status === 200 && url.includes('localdomain'));
    findings.push(finding(`saving ${url} is refused`, isRefused, status));
  }
  return findings;
}
