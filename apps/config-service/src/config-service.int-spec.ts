import { isDeepStrictEqual } from 'node:util';
import { decodeSettingsRevision, defineTopics } from '@patchbay/integration-contracts';
import type { SettingsRevision } from '@patchbay/integration-contracts';
import { TopicView, createKafka } from '@patchbay/service-kit/kafka';
import { loadConfig } from '@patchbay/service-kit/config';
import { createLogger } from '@patchbay/service-kit/logging';
import { configServiceSettings } from './config.ts';
import { LoopbackProxy } from './testing/loopback-proxy.ts';
import { mongodbUri, ownPlace, startRealApp } from './testing/real-app.ts';
import type { RealApp } from './testing/real-app.ts';
import { TEST_ENVIRONMENT } from './testing/test-app.ts';
import { until } from './testing/until.ts';

const HOOK = '/api/v4/projects/7/integrations/webhook';
const KAFKA_BROKERS = process.env['KAFKA_BROKERS'] ?? '';
const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function start(environment: Readonly<Record<string, string>>): Promise<RealApp> {
  const service = await startRealApp({ KAFKA_BROKERS, ...environment });
  closers.push(() => service.close());
  return service;
}

/** The revisions on the topic, in their order. */
async function follow(prefix: string): Promise<SettingsRevision[]> {
  const config = loadConfig(configServiceSettings, { ...TEST_ENVIRONMENT, KAFKA_BROKERS });
  const logger = createLogger('test', 'fatal');
  const { settings } = defineTopics({ prefix, partitions: 1, retryDelaysMs: [1000] });
  const seen: SettingsRevision[] = [];
  const view = new TopicView(createKafka(config, logger), logger, {
    topic: settings.topic,
    groupPrefix: `test.${prefix}`,
    onRecord: ({ value }) => {
      if (value !== null) seen.push(decodeSettingsRevision(value));
    },
  });
  closers.push(() => view.close());
  await view.start();
  return seen;
}

const isReady = async (service: RealApp): Promise<boolean> =>
  (await service.call('GET', '/readyz')).status === 200;
const untilReady = (service: RealApp) => until(() => isReady(service), Boolean);
const place = () => {
  const { database, KAFKA_TOPIC_PREFIX } = ownPlace();
  return { KAFKA_TOPIC_PREFIX, MONGODB_URI: mongodbUri(database) };
};

/** A way to a server that is cut until it is restored. */
async function severed(target: { host: string; port: number }): Promise<LoopbackProxy> {
  const proxy = new LoopbackProxy(target);
  closers.push(() => proxy.cut());
  await proxy.restore();
  await proxy.cut();
  return proxy;
}

describe('publishing', () => {
  it('has a changed URL on Kafka right after the request, sealed', async () => {
    const own = place();
    const service = await start(own);
    await untilReady(service);
    await service.call('PUT', HOOK, { url: 'https://zero.example/' });
    const seen = await follow(own.KAFKA_TOPIC_PREFIX);
    await until(
      () => seen.length,
      (count) => count === 1,
    );
    const answered = await service.call('PUT', HOOK, {
      url: 'https://one.example/',
      token: 'sentinel-secret',
    });
    const startedAt = performance.now();
    await until(
      () => seen.length,
      (count) => count === 2,
    );
    // Generous: what matters is that it does not wait for the next look into the outbox, a second later.
    expect(performance.now() - startedAt).toBeLessThan(500);
    expect(answered.status).toBe(200);
    expect(seen[1]).toMatchObject({ revision: 2, scope: 'project:7', name: 'webhook', isActive: true });
    expect(JSON.stringify(seen)).not.toMatch(/sentinel-secret|one\.example/);
  });

  it('ends with the newest revision of each integration, though two replicas write and publish at once', async () => {
    const own = place();
    const [left, right] = [await start(own), await start(own)];
    for (const replica of [left, right]) await untilReady(replica);
    const hooks = ['a', 'b', 'c'].map((label) => `${HOOK}:${label}`);
    const writes = Array.from({ length: 60 }, (_, index) => ({
      replica: index % 2 === 0 ? left : right,
      hook: hooks[index % 3] ?? HOOK,
      payload: { url: `https://${index}.example/` },
    }));
    const statuses: number[] = [];
    for (let index = 0; index < writes.length; index += 6) {
      const some = writes.slice(index, index + 6);
      const answers = await Promise.all(
        some.map(({ replica, hook, payload }) => replica.call('PUT', hook, payload)),
      );
      statuses.push(...answers.map((answer) => answer.status));
    }
    expect(new Set(statuses)).toEqual(new Set([200]));
    const seen = await follow(own.KAFKA_TOPIC_PREFIX);
    const newest = () => new Map(seen.map(({ label, revision }) => [label, revision]));
    await until(newest, (last) => ['a', 'b', 'c'].every((label) => last.get(label) === 20));
  });

  it('accepts settings while Kafka is away, says so, and publishes them when it is back', async () => {
    const own = place();
    const [host = '', port] = (KAFKA_BROKERS.split(',')[0] ?? '').split(':');
    const kafka = await severed({ host, port: Number(port) });
    const cutOff = await start({
      ...own,
      KAFKA_BROKERS: `127.0.0.1:${kafka.port}`,
      PUBLISH_INTERVAL: '50ms',
    });
    await untilReady(cutOff);
    const readiness = async (): Promise<unknown> => (await cutOff.call('GET', '/readyz')).body;
    const saysThatOneWaits = (body: unknown): boolean =>
      isDeepStrictEqual(body, { status: 'ready', notes: { outbox: '1 settings wait for Kafka' } });
    expect((await cutOff.call('PUT', HOOK, { url: 'https://one.example/' })).status).toBe(200);
    await until(readiness, saysThatOneWaits);

    const other = await start(own);
    await until(readiness, (body) => isDeepStrictEqual(body, { status: 'ready' }));
    await other.close();
    const seen = await follow(own.KAFKA_TOPIC_PREFIX);
    await until(
      () => seen.length,
      (count) => count === 1,
    );

    expect((await cutOff.call('PUT', HOOK, { url: 'https://two.example/' })).status).toBe(200);
    await until(readiness, saysThatOneWaits);
    await kafka.restore();
    await until(
      () => seen.at(-1)?.revision,
      (revision) => revision === 2,
    );
  });
});

describe('MongoDB away', () => {
  it('starts without it, refuses requests at once, and works once it is there and whenever it is back', async () => {
    const { database, KAFKA_TOPIC_PREFIX } = ownPlace();
    const target = new URL(mongodbUri(database));
    const proxy = await severed({ host: target.hostname, port: Number(target.port) });
    const service = await start({ KAFKA_TOPIC_PREFIX, MONGODB_URI: mongodbUri(database, proxy.port) });
    const refused = {
      status: 503,
      body: { message: '503 Service Unavailable', detail: 'MongoDB can’t be reached.' },
    };
    expect(await service.call('PUT', HOOK, { url: 'https://one.example/' })).toEqual(refused);
    expect(await service.call('GET', '/readyz')).toEqual({
      status: 503,
      body: { status: 'not ready', problems: { mongodb: 'MongoDB can’t be reached' } },
    });
    await proxy.restore();
    await untilReady(service);
    expect((await service.call('PUT', HOOK, { url: 'https://one.example/' })).status).toBe(200);
    await proxy.cut();
    const startedAt = performance.now();
    expect(await service.call('GET', HOOK)).toEqual(refused);
    expect(performance.now() - startedAt).toBeLessThan(5500);
    await until(
      () => isReady(service),
      (ready) => !ready,
    );
    await proxy.restore();
    await untilReady(service);
    expect((await service.call('GET', HOOK)).status).toBe(200);
  });
});
