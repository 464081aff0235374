import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Admin, Kafka } from 'kafkajs';
import type { Registry } from 'prom-client';
import type { Logger } from '../logging/index.ts';
import { metricsOf } from '../metrics/index.ts';
import { consumerMetrics } from './consumer-metrics.ts';
import type { RecordTransport } from './record-transport.ts';
import type { TopicView } from './topic-view.ts';

export interface ConsumerWatchOptions {
  readonly intervalMs: number;
  /** Left out of labels: the same dashboards serve every installation. */
  readonly topicPrefix: string;
}

type WatchedTransport = Pick<RecordTransport, 'group' | 'oldestAt' | 'budget' | 'ledgers'>;
type WatchedView = Pick<TopicView, 'topic' | 'positionIn'>;

/** Shows how far the consumers of this process are behind, as the brokers see it, and what they have under way. */
export class ConsumerWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #kafka: Kafka;
  readonly #logger: Logger;
  readonly #options: ConsumerWatchOptions;
  readonly #transports: WatchedTransport[] = [];
  readonly #views: WatchedView[] = [];
  readonly #lag;
  readonly #viewLag;
  readonly #readAt;
  #admin: Admin | undefined;
  #timer: NodeJS.Timeout | undefined;
  #reading: Promise<void> | undefined;

  constructor(kafka: Kafka, registry: Registry, logger: Logger, options: ConsumerWatchOptions) {
    this.#kafka = kafka;
    this.#logger = logger;
    this.#options = options;
    const metrics = metricsOf(registry);
    this.#lag = metrics.gauge(consumerMetrics.lag);
    this.#viewLag = metrics.gauge(consumerMetrics.viewLag);
    this.#readAt = metrics.gauge(consumerMetrics.readAt);
    this.#showWorkUnderWay(registry);
  }

  /** Adds consumers whose work and lag are shown. */
  watch(consumers: {
    readonly transports?: readonly WatchedTransport[];
    readonly views?: readonly WatchedView[];
  }): void {
    this.#transports.push(...(consumers.transports ?? []));
    this.#views.push(...(consumers.views ?? []));
  }

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => {
      // One that takes longer than the interval is not joined by a second.
      this.#reading ??= this.read().finally(() => {
        this.#reading = undefined;
      });
    }, this.#options.intervalMs).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.#reading;
    await this.#disconnect();
  }

  /** Asks the brokers once. A failure leaves the figures as they were, and their time shows it. */
  async read(): Promise<void> {
    try {
      const admin = await this.#connected();
      for (const { group } of this.#transports) await this.#readGroup(admin, group);
      for (const view of this.#views) await this.#readView(admin, view);
      this.#readAt.set(Date.now() / 1000);
    } catch (error) {
      this.#logger.debug({ err: error }, 'the lag could not be read');
      await this.#disconnect();
    }
  }

  async #disconnect(): Promise<void> {
    const admin = this.#admin;
    this.#admin = undefined;
    await admin?.disconnect().catch((error: unknown) => {
      this.#logger.debug({ err: error }, 'the connection for the lag did not close cleanly');
    });
  }

  async #connected(): Promise<Admin> {
    if (this.#admin !== undefined) return this.#admin;
    const admin = this.#kafka.admin({ retry: { retries: 1 } });
    await admin.connect();
    this.#admin = admin;
    return admin;
  }

  async #readGroup(admin: Admin, { groupId, topics }: WatchedTransport['group']): Promise<void> {
    const committed = await admin.fetchOffsets({ groupId, topics: [...topics] });
    for (const { topic, partitions } of committed) {
      const done = new Map(partitions.map(({ partition, offset }) => [partition, Number(offset)]));
      this.#lag.set({ topic: this.#nameOf(topic) }, await lagOf(admin, topic, (one) => done.get(one)));
    }
  }

  async #readView(admin: Admin, view: WatchedView): Promise<void> {
    const lag = await lagOf(admin, view.topic, (partition) => view.positionIn(partition));
    this.#viewLag.set({ topic: this.#nameOf(view.topic) }, lag);
  }

  #showWorkUnderWay(registry: Registry): void {
    const metrics = metricsOf(registry);
    const sum = (read: (transport: WatchedTransport) => number) => (): number =>
      this.#transports.reduce((total, transport) => total + read(transport), 0);
    metrics.reading(
      consumerMetrics.span,
      sum(({ ledgers }) => ledgers.span),
    );
    metrics.reading(
      consumerMetrics.records,
      sum(({ budget }) => budget.records),
    );
    metrics.reading(
      consumerMetrics.bytes,
      sum(({ budget }) => budget.bytes),
    );
    const ages = (): readonly (readonly [topic: string, seconds: number])[] => this.#ages();
    metrics.gauge({
      ...consumerMetrics.oldest,
      collect() {
        for (const [topic, seconds] of ages()) this.set({ topic }, seconds);
      },
    });
  }

  #ages(): readonly (readonly [topic: string, seconds: number])[] {
    const now = Date.now();
    return this.#transports.flatMap((transport) =>
      transport.group.topics.map((topic) => {
        const at = transport.oldestAt(topic);
        return [this.#nameOf(topic), at === undefined ? 0 : Math.max(0, now - at) / 1000] as const;
      }),
    );
  }

  #nameOf(topic: string): string {
    const { topicPrefix } = this.#options;
    return topic.startsWith(topicPrefix) ? topic.slice(topicPrefix.length) : topic;
  }
}

/** Records between where a reader is and the end; from the beginning where it has not read. */
async function lagOf(
  admin: Admin,
  topic: string,
  positionIn: (partition: number) => number | undefined,
): Promise<number> {
  const ends = await admin.fetchTopicOffsets(topic);
  return ends.reduce((sum, { partition, high, low }) => {
    const position = Math.max(positionIn(partition) ?? 0, Number(low));
    return sum + Math.max(0, Number(high) - position);
  }, 0);
}
