import { randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import type { INestApplication } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import {
  decodeDeliveryHeaders,
  decodeProjectPath,
  defineTopics,
  encodeSettingsRevision,
} from '@patchbay/integration-contracts';
import type { DeliveryHeaders, SettingsRevision, TopicSpec } from '@patchbay/integration-contracts';
import { loadConfig } from '@patchbay/service-kit/config';
import { Readiness } from '@patchbay/service-kit/http';
import { RecordTransport, createKafka, ensureTopics } from '@patchbay/service-kit/kafka';
import type { Kafka } from '@patchbay/service-kit/kafka';
import { createLogger } from '@patchbay/service-kit/logging';
import { Registry } from '@patchbay/service-kit/metrics';
import { CONFIG, LOGGER, SHUTDOWN } from '@patchbay/service-kit/service';
import { Tracing } from '@patchbay/service-kit/tracing';
import { AppModule } from '../app.module.ts';
import { dispatcherSettings } from '../config.ts';
import { PackedSubscriptionView } from '../subscriptions/packed-subscription.view.ts';

export type Message = Parameters<ReturnType<Kafka['producer']>['send']>[0]['messages'][number];
type ConsumerRun = NonNullable<Parameters<ReturnType<Kafka['consumer']>['run']>[0]>;
type KafkaMessage = Parameters<NonNullable<ConsumerRun['eachMessage']>>[0]['message'];

const logger = createLogger('test', 'silent');

interface Delivery {
  readonly key: string;
  readonly value: Buffer;
  readonly headers: DeliveryHeaders;
}

/** One dispatcher in this process, with topics of its own, and what came out of it. */
export class Installation {
  readonly prefix = `disp-${randomUUID()}-`;
  readonly config = loadConfig(dispatcherSettings, {
    ...process.env,
    KAFKA_TOPIC_PREFIX: this.prefix,
    KAFKA_CONSUMER_GROUP_PREFIX: this.prefix,
    KAFKA_AUTO_CREATE: 'true',
    KAFKA_PARTITIONS: '2',
    COMMIT_INTERVAL: '100ms',
    MAX_EVENT_BYTES: '4MiB',
  });
  readonly topics = defineTopics({ prefix: this.prefix, partitions: 2, retryDelaysMs: [1000] });
  readonly kafka = createKafka(this.config, logger);
  readonly producer = this.kafka.producer();
  readonly #consumer = this.kafka.consumer({ groupId: `${this.prefix}watch`, maxWaitTimeInMs: 100 });
  readonly deliveries: Delivery[] = [];
  readonly dead: KafkaMessage[] = [];
  /** Where each project was said to be, in the order in which that was said. */
  readonly paths: (readonly [id: number, path: string | undefined])[] = [];
  #app: INestApplication | undefined;
  #stop = new AbortController();

  async prepare(deliveries: Partial<TopicSpec> = {}): Promise<void> {
    const { topics } = this;
    const wanted = [
      topics.events,
      topics.eventsDead,
      topics.settings,
      topics.projects,
      { ...topics.deliveries, ...deliveries },
    ];
    await ensureTopics(this.kafka, wanted, logger, {
      isCreating: true,
      replicationFactor: -1,
      signal: AbortSignal.timeout(10_000),
    });
    await this.producer.connect();
    await this.#consumer.connect();
    await this.#consumer.subscribe({
      topics: [topics.deliveries.topic, topics.eventsDead.topic, topics.projects.topic],
      fromBeginning: true,
    });
    await this.#consumer.run({
      eachMessage: ({ topic, message }) => {
        if (topic === topics.eventsDead.topic) this.dead.push(message);
        else if (topic === topics.projects.topic) this.paths.push(asPath(message));
        else this.deliveries.push(asDelivery(message));
        return Promise.resolve();
      },
    });
  }

  async start(): Promise<void> {
    this.#stop = new AbortController();
    const providers = [
      { provide: CONFIG, useValue: this.config },
      { provide: LOGGER, useValue: logger },
      { provide: SHUTDOWN, useValue: this.#stop.signal },
      { provide: Registry, useValue: new Registry() },
      { provide: Readiness, useValue: new Readiness() },
      { provide: Tracing, useValue: new Tracing() },
    ];
    class Context {}
    const module = { module: Context, global: true, imports: [AppModule], providers, exports: providers };
    this.#app = await NestFactory.create(module, new FastifyAdapter());
    this.#app.connectMicroservice({ strategy: this.#app.get(RecordTransport) });
    await this.#app.startAllMicroservices();
    await this.#app.init();
  }

  problems(): Record<string, string> {
    return this.#app?.get(Readiness).problems() ?? { app: 'not started' };
  }

  async metrics(): Promise<string> {
    return (await this.#app?.get(Registry).metrics()) ?? '';
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#app?.close();
    this.#app = undefined;
  }

  async dispose(): Promise<void> {
    await this.stop();
    await Promise.all([this.producer.disconnect(), this.#consumer.disconnect()]);
  }

  publish(messages: Message[]): Promise<unknown> {
    return this.producer.send({ topic: this.topics.events.topic, messages });
  }

  async configure(...revisions: (SettingsRevision | { deleted: string })[]): Promise<void> {
    const messages = revisions.map((revision) =>
      'deleted' in revision
        ? { key: revision.deleted, value: null }
        : { key: revision.id, value: encodeSettingsRevision(revision) },
    );
    await this.producer.send({ topic: this.topics.settings.topic, messages });
  }

  /** The targets of an event, sorted, once all of them are there. */
  async targetsOf(eventId: string, count: number): Promise<string[]> {
    const found = (): string[] =>
      this.deliveries
        .filter(({ headers }) => headers.eventId === eventId)
        .flatMap(({ headers }) => headers.targets.map(({ integrationId }) => integrationId));
    await until(`${eventId} has ${count} targets`, () => found().length >= count);
    return found().sort();
  }

  async deadBy(key: string): Promise<KafkaMessage> {
    const find = (): KafkaMessage | undefined => this.dead.find((message) => message.key?.toString() === key);
    await until(`the event with key ${key} is dead`, () => find() !== undefined);
    return find() ?? this.deadBy(key);
  }

  pathsOf(projectId: number): (string | undefined)[] {
    return this.paths.filter(([id]) => id === projectId).map(([, path]) => path);
  }

  /** How many records `integration.settings` ever had. */
  async settingsWritten(): Promise<number> {
    const admin = this.kafka.admin();
    await admin.connect();
    const ends = await admin.fetchTopicOffsets(this.topics.settings.topic);
    await admin.disconnect();
    return ends.reduce((sum, { high }) => sum + Number(high), 0);
  }

  viewSize(): number {
    return this.#app?.get(PackedSubscriptionView).size ?? 0;
  }
}

function asDelivery({ key, value, headers = {} }: KafkaMessage): Delivery {
  return { key: String(key), value: value ?? Buffer.alloc(0), headers: decodeDeliveryHeaders(headers) };
}

function asPath({ key, value, headers = {} }: KafkaMessage): readonly [number, string | undefined] {
  const { id, path } = decodeProjectPath({ key, value, headers });
  return [id, path];
}

export async function until(what: string, isSo: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 20_000; !isSo();) {
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
