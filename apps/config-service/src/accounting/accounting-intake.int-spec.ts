import { defineTopics, encodeOutcomes } from '@patchbay/integration-contracts';
import type { DeliveryOutcome } from '@patchbay/integration-contracts';
import { loadConfig } from '@patchbay/service-kit/config';
import { Readiness } from '@patchbay/service-kit/http';
import { createKafka, ensureTopics } from '@patchbay/service-kit/kafka';
import { createLogger } from '@patchbay/service-kit/logging';
import { Registry } from '@patchbay/service-kit/metrics';
import { configServiceSettings } from '../config.ts';
import { SystemClock } from '../settings/clock.ts';
import { MongoStorage } from '../storage/mongo-storage.ts';
import { aDispatch, anOutcome } from '../testing/counted-records.ts';
import { InMemorySettingsStore } from '../testing/in-memory-settings.store.ts';
import { mongodbUri, ownPlace } from '../testing/real-app.ts';
import { TEST_ENVIRONMENT } from '../testing/test-app.ts';
import { until } from '../testing/until.ts';
import { AccountKeeper } from './account-keeper.ts';
import { accountingEntity } from './accounting-entity.ts';
import { AccountingIntake } from './accounting-intake.ts';
import { AccountingMetrics } from './accounting-metrics.ts';
import { MongoAccountingStore } from './mongo-accounting.store.ts';

const logger = createLogger('test', 'silent');
const { database, KAFKA_TOPIC_PREFIX } = ownPlace();
const config = loadConfig(configServiceSettings, {
  ...TEST_ENVIRONMENT,
  ...{ KAFKA_BROKERS: process.env['KAFKA_BROKERS'] ?? '', KAFKA_PARTITIONS: '2', RETRY_DELAYS: '1s' },
  ...{ KAFKA_TOPIC_PREFIX, KAFKA_CONSUMER_GROUP_PREFIX: KAFKA_TOPIC_PREFIX, KAFKA_AUTO_CREATE: 'true' },
  MONGODB_URI: mongodbUri(database),
});
const topics = defineTopics({ prefix: KAFKA_TOPIC_PREFIX, partitions: 2, retryDelaysMs: [1000] });
const kafka = createKafka(config, logger);
const [producer, admin] = [kafka.producer(), kafka.admin()];
const storage = new MongoStorage(config, logger, new Readiness());
const store = new MongoAccountingStore(storage);
const running: Replica[] = [];

/** What one process of config-service has of the accounts. */
class Replica {
  readonly #stop = new AbortController();
  readonly #intake: AccountingIntake;

  constructor() {
    const metrics = new AccountingMetrics(new Registry());
    const keeper = new AccountKeeper(store, new InMemorySettingsStore(), metrics, new SystemClock());
    this.#intake = new AccountingIntake(config, logger, this.#stop.signal, store, keeper, metrics);
    this.#intake.onApplicationBootstrap();
    running.push(this);
  }

  async stop(): Promise<void> {
    running.splice(running.indexOf(this), 1);
    this.#stop.abort();
    await this.#intake.beforeApplicationShutdown();
  }
}

beforeAll(async () => {
  await ensureTopics(kafka, [topics.deliveries, topics.results, ...topics.retries], logger, {
    isCreating: true,
    replicationFactor: -1,
    signal: AbortSignal.timeout(20_000),
  });
  await Promise.all([producer.connect(), admin.connect(), storage.open(new AbortController().signal)]);
});
afterAll(async () => {
  for (const replica of [...running]) await replica.stop();
  await Promise.all([producer.disconnect(), admin.disconnect()]);
  await storage.connection.dropDatabase();
  await storage.close();
});

const dispatch = (partition: number, eventId: string): Promise<unknown> => {
  const { value, headers } = aDispatch(0, eventId);
  const messages = [{ partition, value, headers: { ...headers } as Record<string, string> }];
  return producer.send({ topic: topics.deliveries.topic, messages });
};
const report = (partition: number, ...outcomes: DeliveryOutcome[]): Promise<unknown> =>
  producer.send({ topic: topics.results.topic, messages: [{ partition, value: encodeOutcomes(outcomes) }] });
/** As the workers do: everything before is behind them. */
const commit = (topic: string, partition: number, offset: number): Promise<unknown> =>
  admin.setOffsets({
    groupId: `${KAFKA_TOPIC_PREFIX}delivery-worker`,
    ...{ topic, partitions: [{ partition, offset: String(offset) }] },
  });
const untilShown = async (shown: object): Promise<void> => {
  await until(
    async () => accountingEntity(await store.totals()),
    (entity) => Object.entries(shown).every(([name, value]) => entity[name as 'dead'] === value),
  );
};

it('counts what two replicas share, and goes on exactly where one stopped', async () => {
  const [first] = [new Replica(), new Replica()];
  for (let number = 0; number < 20; number += 1) await dispatch(number % 2, `e${number}`);
  await report(0, anOutcome('e0', 'delivered'), anOutcome('e2', 'retrying'), anOutcome('e4', 'dead'));
  await untilShown({ accepted: 20, delivered: 1, dead: 1, pending: 18, balance: 0 });
  await first.stop();
  for (const number of [1, 3]) await dispatch(1, `e${number}`);
  await report(1, anOutcome('e1', 'ignored'), anOutcome('e3', 'delivered'));
  await report(1, anOutcome('e1', 'ignored'));
  await untilShown({ accepted: 20, delivered: 2, ignored: 1, pending: 16, balance: 0 });
});

it('misses what was committed without an outcome, until the outcome is there', async () => {
  await commit(topics.deliveries.topic, 0, 10);
  await untilShown({ balance: 8 });
  const open = [2, 6, 8, 10, 12, 14, 16, 18];
  await report(0, ...open.map((number) => anOutcome(`e${number}`, 'delivered')));
  await untilShown({ delivered: 10, pending: 8, balance: 0 });
});
