import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { decodeOutcomes, defineTopics } from '@patchbay/integration-contracts';
import type { DeliveryOutcome, Topics } from '@patchbay/integration-contracts';
import { Services, TopicTail, toolKafka } from '@patchbay/tools/services';
import type { ServicesOptions, ToolKafka } from '@patchbay/tools/services';
import { RequestLogProbe } from './request-log-probe.ts';
import type { EventBuilder } from './an-event.ts';

export interface PatchbayOptions {
  /** Begins the names of topics, consumer groups, database and log folder; one per spec file. */
  readonly name: string;
  /** Variables for the services. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Variables for one service alone. */
  readonly own?: ServicesOptions['own'];
}

export interface PublishedRecord {
  readonly partition: number;
  readonly offset: string;
}

const LOGS = resolve(import.meta.dirname, '../../.patchbay/e2e');
/** Milliseconds instead of seconds, so that three attempts fit into a test. */
export const RETRY_DELAYS = '300ms,600ms,1s';
const RETRY_DELAYS_MS = [300, 600, 1000];
const PARTITIONS = 3;
const POLL_MS = 50;

/** Three services of a spec file's own, on the Kafka and MongoDB of the test run, and everything to talk to them with. */
export class Patchbay {
  readonly services: Services;
  readonly topics: Topics;
  readonly kafka: ToolKafka;
  readonly mongodbUri: string;
  /** Of an administrator of everything, for clients other than `api`. */
  readonly adminToken: string;
  readonly requestLog: RequestLogProbe;
  readonly outcomes: DeliveryOutcome[] = [];
  readonly #producer: ReturnType<ToolKafka['producer']>;
  #tail: TopicTail | undefined;

  private constructor(services: Services, options: ServicesOptions) {
    this.services = services;
    this.mongodbUri = options.mongodbUri;
    this.adminToken = options.adminToken;
    this.kafka = toolKafka(options.kafkaBrokers);
    this.requestLog = new RequestLogProbe(options.mongodbUri);
    this.topics = defineTopics({
      prefix: options.topicPrefix ?? '',
      partitions: PARTITIONS,
      retryDelaysMs: RETRY_DELAYS_MS,
    });
    // As plain as a producer can be: no idempotence, no compression, no headers of its own.
    this.#producer = this.kafka.producer({ allowAutoTopicCreation: false });
  }

  /** Chooses names and ports, and starts nothing. */
  static async prepare(options: PatchbayOptions): Promise<Patchbay> {
    const servicesOptions = servicesOptionsFor(options);
    return new Patchbay(await Services.prepare(servicesOptions), servicesOptions);
  }

  /** Resolves when all three are ready and their outcomes are followed. */
  static async start(options: PatchbayOptions): Promise<Patchbay> {
    const patchbay = await Patchbay.prepare(options);
    try {
      await patchbay.services.launch();
      await patchbay.services.waitUntilReady();
      await patchbay.connect();
      return patchbay;
    } catch (error) {
      await patchbay.stop();
      throw error;
    }
  }

  get api(): Services['api'] {
    return this.services.api;
  }

  /** For those that were only prepared: begins to publish and to follow outcomes. */
  async connect(): Promise<void> {
    await this.#producer.connect();
    await this.requestLog.connect();
    this.#tail = await TopicTail.start(this.kafka, {
      topics: [this.topics.results.topic],
      onRecord: ({ value }) => {
        if (value !== null) this.outcomes.push(...decodeOutcomes(value));
      },
    });
  }

  /** As `kcat -P -k KEY` does: the payload, its key, and headers only if given. */
  async publish(event: EventBuilder, headers?: Readonly<Record<string, string>>): Promise<PublishedRecord> {
    return this.publishBytes(event.bytes(), event.key, headers);
  }

  async publishBytes(
    value: Buffer | null,
    key = '1042',
    headers: Readonly<Record<string, string>> = {},
  ): Promise<PublishedRecord> {
    const messages = [{ key, value, headers: { ...headers } }];
    const [taken] = await this.#producer.send({ topic: this.topics.events.topic, messages });
    return { partition: taken?.partition ?? -1, offset: taken?.baseOffset ?? '' };
  }

  /** Many at once. */
  async publishAll(events: readonly { readonly id: string; readonly event: EventBuilder }[]): Promise<void> {
    const messages = events.map(({ id, event }) => ({
      key: event.key,
      value: event.bytes(),
      headers: { 'event-id': id },
    }));
    await this.#producer.send({ topic: this.topics.events.topic, messages });
  }

  /** Waits for outcomes that satisfy the condition and gives them back. */
  async outcomesWhere(
    what: string,
    matches: (outcome: DeliveryOutcome) => boolean,
    { count = 1, timeoutMs = 15_000 } = {},
  ): Promise<readonly DeliveryOutcome[]> {
    await eventually(what, () => this.outcomes.filter(matches).length >= count, timeoutMs);
    return this.outcomes.filter(matches);
  }

  async stop(): Promise<void> {
    await this.#tail?.close();
    await this.#producer.disconnect();
    await this.requestLog.close();
    await this.services.stop();
  }
}

/** Waits until the condition holds. */
export async function eventually(
  what: string,
  isMet: () => boolean | Promise<boolean>,
  timeoutMs = 15_000,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await isMet())) {
    if (Date.now() > deadline) throw new Error(`waited ${timeoutMs / 1000} s in vain for ${what}`);
    await sleep(POLL_MS);
  }
}

function servicesOptionsFor({ name, environment = {}, own = {} }: PatchbayOptions): ServicesOptions {
  const id = `${name}-${randomBytes(3).toString('hex')}`;
  return {
    kafkaBrokers: fromRun('KAFKA_BROKERS').split(','),
    mongodbUri: withDatabase(fromRun('MONGODB_URI'), id),
    topicPrefix: `${id}.`,
    sealingKeys: `test:${randomBytes(32).toString('base64')}`,
    adminToken: `test-${randomBytes(16).toString('hex')}`,
    retryDelays: RETRY_DELAYS,
    dataDir: join(LOGS, id),
    extra: {
      KAFKA_PARTITIONS: String(PARTITIONS),
      // After a SIGKILL the broker waits so long before it gives the partitions to the next process.
      KAFKA_SESSION_TIMEOUT: '6s',
      // Tests are in a hurry, and are the only clients.
      RATE_LIMIT: '0',
      // Endpoints fail on purpose, and what is retried is not to wait for a pause.
      HEALTH_FAILURES_BEFORE_PAUSE: '1000000',
      ...environment,
    },
    own,
  };
}

/** Set by the start of the test run. */
function fromRun(variable: string): string {
  const value = process.env[variable];
  if (value === undefined)
    throw new Error(`${variable} is not set: run the tests with \`npm run test:system\``);
  return value;
}

function withDatabase(uri: string, database: string): string {
  const url = new URL(uri);
  url.pathname = `/${database}`;
  return url.toString();
}
