import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  decodeDeliveryHeaders,
  decodeOutcomes,
  decodeSettingsRevision,
  defineTopics,
  deliveryIdOf,
} from '@patchbay/integration-contracts';
import type { Topics } from '@patchbay/integration-contracts';
import { defaultDataDir } from '@patchbay/tools/local-stack';
import type { LocalStack } from '@patchbay/tools/local-stack';
import { Receiver } from '@patchbay/tools/receiver';
import { Services, TopicTail, readTopic, toolKafka } from '@patchbay/tools/services';
import type { ServiceProcess, ServicesOptions, ToolKafka } from '@patchbay/tools/services';
import { anEvent } from '../an-event.ts';
import { RequestLogProbe } from '../request-log-probe.ts';
import { DeliveryLedger } from './delivery-ledger.ts';

export interface InstallationOptions {
  readonly stack: Pick<LocalStack, 'kafkaBrokers' | 'mongodbUri'>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly workerEnvironment?: Readonly<Record<string, string>>;
  readonly configEnvironment?: Readonly<Record<string, string>>;
  /** Folder of the build to start with; the repository's unless told. */
  readonly build?: string;
}

const RETRY_DELAYS = '500ms,1s,2s,4s';
const RETRY_DELAYS_MS = [500, 1000, 2000, 4000];
const PARTITIONS = 4;
/** Twenty integrations: five in each of four projects. */
const PROJECTS = [3001, 3002, 3003, 3004];
const HOOKS = ['a', 'b', 'c', 'd', 'e'];
/** One in ten is broken where a fault breaks some. */
const BAD_HOOKS = new Set(['3001-e', '3003-e']);
const POLL_MS = 250;
/** Settings take a moment from the REST call to the services. */
const SETTLE_MS = 1500;

/** Three services, a second worker, an endpoint for each integration, and the account of what goes through. */
export class Installation {
  readonly ledger: DeliveryLedger;
  readonly receiver: Receiver;
  /** Of the endpoints that are broken on purpose: an origin of their own, as somebody else's server is. */
  readonly #badReceiver: Receiver;
  readonly services: Services;
  readonly kafka: ToolKafka;
  readonly topics: Topics;
  readonly mongodbUri: string;
  readonly #producer: ReturnType<ToolKafka['producer']>;
  readonly #log: RequestLogProbe;
  readonly #ids = new Map<number, readonly string[]>();
  #tail: TopicTail | undefined;
  #published = 0;

  private constructor(
    services: Services,
    receivers: { readonly good: Receiver; readonly bad: Receiver },
    options: ServicesOptions,
    ledger: DeliveryLedger,
  ) {
    this.services = services;
    this.receiver = receivers.good;
    this.#badReceiver = receivers.bad;
    this.ledger = ledger;
    this.kafka = toolKafka(options.kafkaBrokers);
    this.topics = defineTopics({
      prefix: options.topicPrefix ?? '',
      partitions: PARTITIONS,
      retryDelaysMs: RETRY_DELAYS_MS,
    });
    this.#producer = this.kafka.producer({ allowAutoTopicCreation: false });
    this.mongodbUri = options.mongodbUri;
    this.#log = new RequestLogProbe(options.mongodbUri);
  }

  static async start(options: InstallationOptions): Promise<Installation> {
    const ledger = new DeliveryLedger();
    const receiver = (isTimed: boolean): Promise<Receiver> =>
      Receiver.start({
        maxRequests: 100,
        onRequest: (request) => {
          ledger.received(request, isTimed);
        },
      });
    const receivers = { good: await receiver(true), bad: await receiver(false) };
    const servicesOptions = optionsOf(options);
    const services = await Services.prepare(servicesOptions);
    const installation = new Installation(services, receivers, servicesOptions, ledger);
    try {
      await services.launch();
      await services.waitUntilReady();
      await installation.#setUp();
      return installation;
    } catch (error) {
      await installation.stop();
      throw error;
    }
  }

  /** URL at which an integration of a project is received. */
  urlOf(projectId: number, hook: string): string {
    const name = `${projectId}-${hook}`;
    return `${this.#receiverOf(name).url}/${name}`;
  }

  get projects(): readonly number[] {
    return PROJECTS;
  }

  get published(): number {
    return this.#published;
  }

  /** Sets what happens at all endpoints, or at the broken ones. */
  endpointsDo(which: 'all' | 'bad', behaviour: Parameters<Receiver['on']>[1]): void {
    for (const project of PROJECTS) {
      for (const hook of HOOKS) {
        const name = `${project}-${hook}`;
        if (which === 'all' || BAD_HOOKS.has(name)) this.#receiverOf(name).on(`/${name}`, behaviour);
      }
    }
  }

  /** Publishes events of the projects in turn, and takes note of what they are to lead to. */
  async publish(count: number, { isExpected = true } = {}): Promise<void> {
    const messages = Array.from({ length: count }, () => {
      const number = (this.#published += 1);
      const projectId = PROJECTS[number % PROJECTS.length] ?? 0;
      const eventId = `event-${number}`;
      if (isExpected) this.ledger.expect(eventId, projectId, this.#ids.get(projectId) ?? []);
      const event = anEvent().push().inProject(projectId);
      return { key: event.key, value: event.bytes(), headers: { 'event-id': eventId } };
    });
    await this.#producer.send({ topic: this.topics.events.topic, messages });
  }

  /** Bytes as they are, to the topic of events. */
  async publishBytes(value: Buffer | null, key: string, headers: Record<string, string> = {}): Promise<void> {
    const messages = [{ key, value, headers }];
    await this.#producer.send({ topic: this.topics.events.topic, messages });
  }

  /** An event of a project that nobody keeps accounts of. */
  async publishOutside(projectId: number): Promise<void> {
    const event = anEvent().push().inProject(projectId);
    await this.publishBytes(event.bytes(), event.key, { 'event-id': `outside-${Date.now()}` });
  }

  /** Waits until everything that went in has come to an end. @returns how many deliveries have not */
  async settle(timeoutMs: number): Promise<number> {
    const deadline = Date.now() + timeoutMs;
    while (this.ledger.open > 0 && Date.now() < deadline) await sleep(POLL_MS);
    // Whatever is repeated comes soon after.
    await sleep(2000);
    return this.ledger.open;
  }

  /** Waits until the log has so many different deliveries. @returns how many it has */
  async waitForLogged(deliveries: number, timeoutMs: number): Promise<number> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const logged = await this.#log.countDeliveries();
      if (logged >= deliveries || Date.now() > deadline) return logged;
      await sleep(1000);
    }
  }

  async dropRequestLog(): Promise<void> {
    await this.#log.drop();
  }

  async requestLogIndexes(): Promise<readonly string[]> {
    return this.#log.indexes();
  }

  /** Deletes the topic of outcomes and makes it again, empty. */
  async recreateResults(): Promise<void> {
    const { topic, partitions: numPartitions } = this.topics.results;
    const admin = this.kafka.admin();
    await admin.connect();
    try {
      await admin.deleteTopics({ topics: [topic] });
      await sleep(1000);
      await admin.createTopics({ topics: [{ topic, numPartitions }], waitForLeaders: true });
    } finally {
      await admin.disconnect();
    }
  }

  /** What services say that are not ready; empty when all are. */
  async notReady(): Promise<string> {
    const answers = await Promise.all(this.services.all.map((service) => service.readiness()));
    return answers.flatMap(({ status, body }) => (status === 200 ? [] : [body])).join(' ');
  }

  /** Resident memory of a service in MiB. */
  async residentMib(service: ServiceProcess): Promise<number> {
    const status = await readFile(`/proc/${service.pid ?? 0}/status`, 'utf8').catch(() => '');
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
  }

  async stop(): Promise<void> {
    await this.#tail?.close().catch(() => undefined);
    await this.#producer.disconnect();
    await this.#log.close();
    await this.services.stop();
    await this.receiver.close();
    await this.#badReceiver.close();
  }

  #receiverOf(name: string): Receiver {
    return BAD_HOOKS.has(name) ? this.#badReceiver : this.receiver;
  }

  async #setUp(): Promise<void> {
    for (const project of PROJECTS) {
      for (const hook of HOOKS) {
        await this.services.api.put(`project:${project}`, `webhook:${hook}`, {
          url: this.urlOf(project, hook),
        });
      }
    }
    await this.#producer.connect();
    await this.#log.connect();
    await sleep(SETTLE_MS);
    for (const { value } of await readTopic(this.kafka, this.topics.settings.topic)) {
      if (value === null) continue;
      const { id, scope } = decodeSettingsRevision(value);
      const project = Number(scope.slice('project:'.length));
      this.#ids.set(project, [...new Set([...(this.#ids.get(project) ?? []), id])]);
    }
    await this.#follow();
  }

  /** Ends that no endpoint sees. */
  async #follow(): Promise<void> {
    const { deliveriesDead, results } = this.topics;
    this.#tail = await TopicTail.start(this.kafka, {
      topics: [deliveriesDead.topic, results.topic],
      onRecord: ({ topic, value, headers }) => {
        if (topic === results.topic) {
          for (const { outcome, deliveryId } of value === null ? [] : decodeOutcomes(value))
            if (outcome === 'ignored') this.ledger.ignored(deliveryId);
          return;
        }
        const { eventId, projectKey, targets } = decodeDeliveryHeaders(headers);
        for (const { integrationId } of targets)
          this.ledger.buried(deliveryIdOf(eventId, integrationId, projectKey));
      },
    });
  }
}

function optionsOf({
  stack,
  environment = {},
  workerEnvironment = {},
  configEnvironment = {},
  build,
}: InstallationOptions): ServicesOptions {
  const id = `chaos-${randomBytes(3).toString('hex')}`;
  const url = new URL(stack.mongodbUri);
  url.pathname = `/${id}`;
  return {
    kafkaBrokers: stack.kafkaBrokers,
    mongodbUri: url.toString(),
    topicPrefix: `${id}.`,
    sealingKeys: `chaos:${randomBytes(32).toString('base64')}`,
    adminToken: `chaos-${randomBytes(16).toString('hex')}`,
    retryDelays: RETRY_DELAYS,
    dataDir: join(defaultDataDir, '..', 'chaos', id),
    extra: {
      KAFKA_PARTITIONS: String(PARTITIONS),
      KAFKA_SESSION_TIMEOUT: '6s',
      RATE_LIMIT: '0',
      // A fault must be overcome by itself, and not by leaving its endpoint alone.
      HEALTH_FAILURES_BEFORE_PAUSE: '1000000',
      ...environment,
    },
    own: { 'delivery-worker': workerEnvironment, 'config-service': configEnvironment },
    workers: 2,
    ...(build !== undefined && { build }),
  };
}
