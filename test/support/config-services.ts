import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { defineTopics } from '@patchbay/integration-contracts';
import { ApiClient, Services, toolKafka } from '@patchbay/tools/services';
import type { ServiceProcess, ToolKafka } from '@patchbay/tools/services';

const LOGS = resolve(import.meta.dirname, '../../.patchbay/e2e');

/** Two replicas of config-service on one database and one set of topics, without the other services. */
export class ConfigServices {
  readonly mongodbUri: string;
  readonly settingsTopic: string;
  readonly kafka: ToolKafka;
  readonly #services: readonly [Services, Services];

  private constructor(services: readonly [Services, Services], { mongodbUri, brokers, prefix }: Place) {
    this.#services = services;
    this.mongodbUri = mongodbUri;
    this.settingsTopic = defineTopics({ prefix, partitions: 3, retryDelaysMs: [1000] }).settings.topic;
    this.kafka = toolKafka(brokers);
  }

  /** Chooses names and ports, and starts nothing. */
  static async prepare(name: string): Promise<ConfigServices> {
    const place = placeFor(name);
    const shared = {
      kafkaBrokers: place.brokers,
      mongodbUri: place.mongodbUri,
      topicPrefix: place.prefix,
      sealingKeys: `test:${randomBytes(32).toString('base64')}`,
      adminToken: `test-${randomBytes(16).toString('hex')}`,
      only: ['config-service'],
      extra: { KAFKA_PARTITIONS: '3', RATE_LIMIT: '0' },
    } as const;
    const replica = (dataDir: string): Promise<Services> =>
      Services.prepare({ ...shared, dataDir: join(LOGS, name, dataDir) });
    return new ConfigServices([await replica('1'), await replica('2')], place);
  }

  get replicas(): readonly [ServiceProcess, ServiceProcess] {
    const [first, second] = this.#services;
    return [first.configService, second.configService];
  }

  apiOf(replica: ServiceProcess): ApiClient {
    const found = this.#services.find(({ configService }) => configService === replica);
    if (found === undefined) throw new Error(`${replica.url} is none of these`);
    return found.api;
  }

  /** Puts records into the topic of the settings, which only config-service does otherwise. */
  async produceSettings(
    messages: readonly { readonly key: string; readonly value: string | null }[],
  ): Promise<void> {
    const producer = this.kafka.producer({ allowAutoTopicCreation: false });
    await producer.connect();
    try {
      await producer.send({ topic: this.settingsTopic, messages: [...messages] });
    } finally {
      await producer.disconnect();
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.#services.map((services) => services.stop()));
  }
}

interface Place {
  readonly brokers: readonly string[];
  readonly mongodbUri: string;
  readonly prefix: string;
}

function placeFor(name: string): Place {
  const mongodb = new URL(fromRun('MONGODB_URI'));
  mongodb.pathname = `/${name}`;
  return {
    brokers: fromRun('KAFKA_BROKERS').split(','),
    mongodbUri: mongodb.toString(),
    prefix: `${name}.`,
  };
}

/** Set by the start of the test run. */
function fromRun(variable: string): string {
  const value = process.env[variable];
  if (value === undefined) {
    throw new Error(`${variable} is not set: run the tests with \`npm run test:system\``);
  }
  return value;
}
