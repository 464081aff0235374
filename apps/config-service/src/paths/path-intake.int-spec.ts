import {
  NamespaceMap,
  defineTopics,
  encodeNamespaceMove,
  encodeProjectPath,
} from '@patchbay/integration-contracts';
import { loadConfig } from '@patchbay/service-kit/config';
import { Readiness } from '@patchbay/service-kit/http';
import { createKafka, ensureTopics } from '@patchbay/service-kit/kafka';
import { createLogger } from '@patchbay/service-kit/logging';
import { configServiceSettings } from '../config.ts';
import { MongoStorage } from '../storage/mongo-storage.ts';
import { LoopbackProxy } from '../testing/loopback-proxy.ts';
import { mongodbUri, ownPlace } from '../testing/real-app.ts';
import { TEST_ENVIRONMENT } from '../testing/test-app.ts';
import { until } from '../testing/until.ts';
import { MongoPlaceStore } from './mongo-place.store.ts';
import { PathIntake } from './path-intake.ts';
import { Paths } from './paths.ts';
import { PlaceWriter } from './place-writer.ts';

const KAFKA_BROKERS = process.env['KAFKA_BROKERS'] ?? '';
const logger = createLogger('test', 'silent');
const { database, KAFKA_TOPIC_PREFIX } = ownPlace();
const configWith = (environment: Readonly<Record<string, string>>) =>
  loadConfig(configServiceSettings, {
    ...TEST_ENVIRONMENT,
    ...{ KAFKA_BROKERS, KAFKA_TOPIC_PREFIX, KAFKA_CONSUMER_GROUP_PREFIX: KAFKA_TOPIC_PREFIX },
    ...{ KAFKA_AUTO_CREATE: 'true', KAFKA_PARTITIONS: '2', MONGODB_URI: mongodbUri(database) },
    ...environment,
  });
const config = configWith({});
const topics = defineTopics({ prefix: KAFKA_TOPIC_PREFIX, partitions: 2, retryDelaysMs: [1000] });
const kafka = createKafka(config, logger);
const [producer, admin] = [kafka.producer(), kafka.admin()];
const groupId = `${KAFKA_TOPIC_PREFIX}config-service.projects`;
const running: Replica[] = [];

/** What one process of config-service has of places. */
class Replica {
  readonly #stop = new AbortController();
  readonly #storage: MongoStorage;
  readonly #intake: PathIntake;
  readonly paths: Paths;

  constructor(environment: Readonly<Record<string, string>> = {}) {
    const own = configWith(environment);
    const namespaces = new NamespaceMap();
    this.#storage = new MongoStorage(own, logger, new Readiness());
    const store = new MongoPlaceStore(this.#storage, namespaces);
    const writer = new PlaceWriter(store, logger, this.#stop.signal);
    this.#intake = new PathIntake(own, logger, this.#stop.signal, writer, namespaces);
    this.paths = new Paths(store, namespaces);
    running.push(this);
  }

  async open(): Promise<this> {
    await this.#storage.open(this.#stop.signal);
    return this;
  }

  async start(): Promise<this> {
    await this.open();
    this.#intake.onApplicationBootstrap();
    return this;
  }

  async stop(): Promise<void> {
    running.splice(running.indexOf(this), 1);
    this.#stop.abort();
    await this.#intake.beforeApplicationShutdown();
    await this.#storage.close();
  }
}

beforeAll(async () => {
  await ensureTopics(kafka, [topics.projects, topics.namespaces], logger, {
    isCreating: true,
    replicationFactor: -1,
    signal: AbortSignal.timeout(20_000),
  });
  await Promise.all([producer.connect(), admin.connect()]);
});
afterEach(async () => {
  for (const replica of [...running]) await replica.stop();
});
afterAll(async () => {
  await Promise.all([producer.disconnect(), admin.disconnect()]);
});

const tell = (id: number, at: number, path: string | undefined): Promise<unknown> =>
  producer.send({
    topic: topics.projects.topic,
    messages: [encodeProjectPath({ id, path, at, eventId: `e${at}` })].map(({ headers, ...rest }) => ({
      ...rest,
      headers: { ...headers },
    })),
  });
const tellMove = (at: number, from: string, to: string): Promise<unknown> =>
  producer.send({
    topic: topics.namespaces.topic,
    messages: [
      { key: `m${at}`, value: encodeNamespaceMove({ v: 1, id: `m${at}`, from, to, at, eventId: 'e' }) },
    ],
  });
const untilAt = ({ paths }: Replica, id: number, path: string | undefined) =>
  until(
    () => paths.pathOfProject(id),
    (answer) => answer === path,
  );

/** One that stops while it still joins would stay a member, and keep its partitions, until its session is over. */
const untilShared = (members: number) =>
  until(
    () => admin.describeGroups([groupId]),
    ({ groups: [group] }) => group?.state === 'Stable' && group.members.length === members,
  );

/** Records of projects behind the committed offsets. */
async function uncommitted(): Promise<number> {
  const [committed] = await admin.fetchOffsets({ groupId, topics: [topics.projects.topic] });
  const ends = await admin.fetchTopicOffsets(topics.projects.topic);
  const offsetOf = (wanted: number): number =>
    Number(committed?.partitions.find(({ partition }) => partition === wanted)?.offset ?? 0);
  return ends.reduce((sum, { partition, high }) => sum + Number(high) - Math.max(0, offsetOf(partition)), 0);
}

describe('what dispatchers tell of projects', () => {
  it('is known soon, the newest of it, and past what can’t be read', async () => {
    const replica = await new Replica().start();
    await producer.send({ topic: topics.projects.topic, messages: [{ key: '7', value: '{"v":9}' }] });
    await tell(7, 10, 'acme/engine');
    await tell(7, 5, 'old/engine');
    await tell(8, 10, 'acme/pump');
    await untilAt(replica, 7, 'acme/engine');
    await untilAt(replica, 8, 'acme/pump');
    await tell(7, 20, undefined);
    await untilAt(replica, 7, undefined);
    expect(await replica.paths.projectByPath('acme/pump')).toBe(8);
    await until(uncommitted, (count) => count === 0);
  });

  it('is not lost while MongoDB is away: nothing is committed before it is stored', async () => {
    const { hostname, port } = new URL(mongodbUri(database));
    const proxy = new LoopbackProxy({ host: hostname, port: Number(port) });
    await proxy.restore();
    const replica = await new Replica({ MONGODB_URI: mongodbUri(database, proxy.port) }).start();
    await tell(9, 10, 'acme/valve');
    await untilAt(replica, 9, 'acme/valve');
    await until(uncommitted, (count) => count === 0);
    await proxy.cut();
    await tell(9, 20, 'labs/valve');
    await replica.stop();
    expect(await uncommitted()).toBe(1);
    await untilAt(await new Replica().start(), 9, 'labs/valve');
    await until(uncommitted, (count) => count === 0);
    await proxy.cut();
  });

  it('is shared among replicas', async () => {
    const replicas = [await new Replica().start(), await new Replica().start()];
    await untilShared(2);
    for (let id = 100; id < 120; id += 1) await tell(id, 10, `acme/p${id}`);
    for (const replica of replicas) {
      for (let id = 100; id < 120; id += 1) await untilAt(replica, id, `acme/p${id}`);
    }
    await until(uncommitted, (count) => count === 0);
  });
});

describe('the moves of groups', () => {
  it('reach every replica, and the next one from MongoDB before it has asked Kafka', async () => {
    const replicas = [await new Replica().start(), await new Replica().start()];
    await untilShared(2);
    await tellMove(1000, 'acme', 'globex');
    for (const { paths } of replicas) {
      await until(
        () => paths.groupScopeOf('globex/rockets'),
        (scope) => scope === 'group:acme/rockets',
      );
    }
    const knowsBeforeKafkaIsAsked = async (): Promise<boolean> => {
      const next = await new Replica().open();
      const scope = next.paths.groupScopeOf('globex');
      await next.stop();
      return scope === 'group:acme';
    };
    await until(knowsBeforeKafkaIsAsked, Boolean);
  });
});
