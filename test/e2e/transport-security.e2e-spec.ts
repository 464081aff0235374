import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import kafkajs from 'kafkajs';
import { selfSignedCertificate } from '@patchbay/service-kit/testing';
import { startInFreeFolder } from '@patchbay/tools/local-stack';
import type { LocalStack, StackSecurity } from '@patchbay/tools/local-stack';
import { Receiver } from '@patchbay/tools/receiver';
import type { ServiceProcess } from '@patchbay/tools/services';
import { anEvent } from '../support/an-event.ts';
import { CleanUps } from '../support/clean-ups.ts';
import { Patchbay, eventually } from '../support/patchbay.ts';
import { prepareSecurity } from '../support/prepare-security.ts';

const STACK = join(import.meta.dirname, '../../.patchbay/secured-stack');

type Variables = Readonly<Record<string, string>>;

describe('over TLS, with passwords', () => {
  const cleanUps = new CleanUps();
  let folder: string;
  let security: StackSecurity;
  let stack: LocalStack;
  let patchbay: Patchbay;
  let receiver: Receiver;
  let secured: Variables;

  beforeAll(async () => {
    folder = cleanUps.add(await mkdtemp(join(tmpdir(), 'patchbay-security-')), (made) =>
      rm(made, { recursive: true }),
    );
    security = await prepareSecurity(folder);
    stack = cleanUps.add(
      await startInFreeFolder(STACK, { security, provider: 'embedded', ignoreEnvironment: true }),
      (started) => started.stop(),
    );
    receiver = cleanUps.add(await Receiver.start(), (started) => started.close());
    const passwordFile = await fileWith('password', `${security.password}\n`);
    const kafka = {
      KAFKA_BROKERS: stack.kafkaBrokers.join(','),
      KAFKA_TLS: 'true',
      KAFKA_TLS_CA_FILE: security.certificateFile,
      KAFKA_SASL_MECHANISM: 'scram-sha-512',
      KAFKA_SASL_USERNAME: security.username,
      KAFKA_SASL_PASSWORD_FILE: passwordFile,
    };
    // Tools and services find it here, as they find that of the run.
    Object.assign(process.env, kafka, { MONGODB_URI: uriWith(stack.mongodbUri, security) });
    patchbay = cleanUps.add(await Patchbay.prepare({ name: 'secured' }), (started) => started.stop());
    const database = new URL(patchbay.mongodbUri).pathname;
    const plain = new URL(stack.mongodbUri);
    plain.pathname = database;
    plain.searchParams.set('authSource', 'admin');
    secured = {
      MONGODB_URI: plain.toString(),
      MONGODB_USERNAME: security.username,
      MONGODB_PASSWORD_FILE: passwordFile,
      MONGODB_TLS: 'true',
      MONGODB_TLS_CA_FILE: security.certificateFile,
    };
    await patchbay.services.launch(secured);
    await patchbay.services.waitUntilReady();
    await patchbay.connect();
  }, 180_000);
  afterAll(() => cleanUps.run(), 60_000);

  async function fileWith(name: string, text: string): Promise<string> {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  }

  /** Starts a service anew with something wrong, and gives what it says of it. */
  async function said(service: ServiceProcess, changes: Variables, line: RegExp): Promise<string> {
    await service.stop();
    const before = (await readFile(service.logFile, 'utf8')).length;
    service.start({ ...secured, ...changes });
    const found = async (): Promise<string | undefined> =>
      (await readFile(service.logFile, 'utf8'))
        .slice(before)
        .split('\n')
        .find((one) => line.test(one));
    await eventually(`a line like ${line.source}`, async () => (await found()) !== undefined, 20_000);
    return (await found()) ?? '';
  }

  it('an event goes through all three services, and is logged', async () => {
    await patchbay.api.put('project:3201', 'webhook', { url: `${receiver.url}/secured`, push_events: true });
    await eventually('the request', async () => {
      await patchbay.publish(anEvent().inProject(3201));
      return receiver.at('/secured').length > 0;
    });
    await eventually('the attempt', async () => (await patchbay.requestLog.attempts()).length > 0);
    const metrics = await (await fetch(`${patchbay.services.worker.url}/metrics`)).text();
    expect(metrics).toMatch(/patchbay_certificate_expiry_seconds\{setting="KAFKA_TLS_CA"[^}]*\} \d+/);
    expect(metrics).toMatch(/patchbay_certificate_expiry_seconds\{setting="MONGODB_TLS_CA"[^}]*\} \d+/);
  });

  it('a dispatcher gets in with PLAIN, and with a token of OAuth', async () => {
    const { dispatcher } = patchbay.services;
    await dispatcher.restart({ KAFKA_SASL_MECHANISM: 'plain' });
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const seconds = Math.floor(Date.now() / 1000);
    const token = `${part({ alg: 'none' })}.${part({ sub: 'it', iat: seconds, exp: seconds + 600 })}.`;
    const server = createServer((_request, response) => {
      response.end(JSON.stringify({ access_token: token, expires_in: 600 }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const client = { KAFKA_OAUTH_CLIENT_ID: 'it', KAFKA_OAUTH_CLIENT_SECRET: 'secret' };
    await dispatcher.restart({
      ...{ KAFKA_SASL_MECHANISM: 'oauthbearer', KAFKA_OAUTH_TOKEN_URL: `http://127.0.0.1:${port}/token` },
      ...client,
    });
    server.close();
  }, 60_000);

  it.each<[string, 'dispatcher' | 'worker', () => Promise<Variables>, RegExp]>([
    [
      'a wrong SASL password',
      'dispatcher',
      async () => ({ KAFKA_SASL_PASSWORD_FILE: await fileWith('wrong', 'wrong') }),
      /refuse the credentials: correct KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD/,
    ],
    [
      'brokers that nobody vouches for',
      'dispatcher',
      async () => ({ KAFKA_TLS_CA_FILE: await fileWith('other.pem', selfSignedCertificate().cert) }),
      /TLS with the brokers fails .*KAFKA_TLS_CA/,
    ],
    [
      'a wrong password for MongoDB',
      'worker',
      async () => ({ MONGODB_PASSWORD_FILE: await fileWith('wrong', 'wrong') }),
      /MongoDB refuses the credentials: correct MONGODB_USERNAME and MONGODB_PASSWORD/,
    ],
    [
      'a user who may not write',
      'worker',
      () => Promise.resolve({ MONGODB_USERNAME: security.readerName }),
      /it may not insert, update, remove, createIndex .*grant it readWrite/,
    ],
    [
      'no user where one is needed',
      'worker',
      () => Promise.resolve({ MONGODB_USERNAME: '', MONGODB_PASSWORD_FILE: '' }),
      /lacks a permission .*requires authentication/,
    ],
    [
      'topics with another number of partitions',
      'worker',
      () => Promise.resolve({ KAFKA_PARTITIONS: '5' }),
      /integration\.results has 3 partition\(s\) and must have 5: set KAFKA_PARTITIONS/,
    ],
  ])(
    '%s is one line that names the setting and the remedy, and the service waits',
    async (_what, name, changes, line) => {
      const service = patchbay.services[name];
      const found = await said(service, await changes(), line);
      expect(found).toMatch(line);
      expect(found).not.toContain(security.password);
      expect(service.isRunning).toBe(true);
    },
    40_000,
  );

  it('a topic with another cleanup policy is one line as well', async () => {
    const { topic } = patchbay.topics.settings;
    const admin = patchbay.kafka.admin();
    await admin.connect();
    const set = (value: string): Promise<unknown> =>
      admin.alterConfigs({
        validateOnly: false,
        resources: [
          {
            type: kafkajs.ConfigResourceTypes.TOPIC,
            name: topic,
            configEntries: [{ name: 'cleanup.policy', value }],
          },
        ],
      });
    try {
      await set('delete');
      const line = /integration\.settings has cleanup\.policy=delete and must have compact: alter/;
      expect(await said(patchbay.services.dispatcher, {}, line)).toMatch(line);
      await set('compact');
      await patchbay.services.dispatcher.waitUntilReady();
    } finally {
      await admin.disconnect();
    }
  }, 60_000);

  it.each<[string, () => Promise<Variables>, RegExp]>([
    [
      'an expired certificate',
      async () => ({
        KAFKA_TLS_CA_FILE: await fileWith('old.pem', selfSignedCertificate(Date.parse('2024-05-06')).cert),
      }),
      /^ {2}KAFKA_TLS_CA: expired on 2024-05-06: renew it/,
    ],
    [
      'a secret file that is not there',
      () => Promise.resolve({ KAFKA_SASL_PASSWORD_FILE: join(folder, 'nowhere') }),
      /^ {2}KAFKA_SASL_PASSWORD_FILE: .*nowhere can’t be read \(ENOENT\)/,
    ],
    [
      'a mechanism without its user',
      () => Promise.resolve({ KAFKA_SASL_USERNAME: '' }),
      /^ {2}KAFKA_SASL_MECHANISM is scram-sha-512, which needs KAFKA_SASL_USERNAME/,
    ],
  ])('%s ends a service at start, in one line', async (_what, changes, line) => {
    const { dispatcher } = patchbay.services;
    expect(await said(dispatcher, await changes(), line)).toMatch(line);
    await eventually('its end', () => !dispatcher.isRunning);
  });
});

function uriWith(uri: string, { username, password, certificateFile }: StackSecurity): string {
  const url = new URL(uri);
  Object.assign(url, { username, password });
  const more = { authSource: 'admin', tls: 'true', tlsCAFile: certificateFile };
  for (const [name, value] of Object.entries(more)) url.searchParams.set(name, value);
  return url.toString();
}
