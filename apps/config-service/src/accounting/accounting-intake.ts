import { Inject, Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { decodeOutcomes, defineTopics } from '@patchbay/integration-contracts';
import type { DeliveryOutcome, Topics } from '@patchbay/integration-contracts';
import { PartitionFeed, createKafka, ensureTopics, untilReachable } from '@patchbay/service-kit/kafka';
import type { Kafka, KafkaRecord } from '@patchbay/service-kit/kafka';
import type { Logger } from '@patchbay/service-kit/logging';
import { CONFIG, LOGGER, SHUTDOWN } from '@patchbay/service-kit/service';
import type { ConfigServiceConfig } from '../config.ts';
import { AccountKeeper } from './account-keeper.ts';
import { AccountingMetrics } from './accounting-metrics.ts';
import { ACCOUNTED_TOPICS, AccountingStore } from './accounting.store.ts';
import { PartitionCounter } from './partition-counter.ts';
import { WorkerProgress } from './worker-progress.ts';
import type { Progress } from './worker-progress.ts';

const KEEP_INTERVAL_MS = 1000;
const STRIKE_INTERVAL_MS = 5000;
/** Records before the position of each topic that are read to know which ids were counted. */
const LOOK_BACK = 2000;

/** Reads the deliveries and their results, counts them in memory, and has the counts stored each second. */
@Injectable()
export class AccountingIntake implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #store: AccountingStore;
  readonly #keeper: AccountKeeper;
  readonly #logger: Logger;
  readonly #shutdown: AbortSignal;
  readonly #topics: Topics;
  readonly #progress: WorkerProgress;
  readonly #feed: PartitionFeed;
  readonly #metrics: AccountingMetrics;
  #timer: NodeJS.Timeout | undefined;
  #struckAt = 0;
  #keeping: Promise<void> = Promise.resolve();

  constructor(
    @Inject(CONFIG) config: ConfigServiceConfig,
    @Inject(LOGGER) logger: Logger,
    @Inject(SHUTDOWN) shutdown: AbortSignal,
    store: AccountingStore,
    keeper: AccountKeeper,
    metrics: AccountingMetrics,
  ) {
    this.#store = store;
    this.#keeper = keeper;
    this.#metrics = metrics;
    this.#logger = logger;
    this.#shutdown = shutdown;
    const kafka = createKafka(config, logger);
    this.#topics = topicsOf(config);
    this.#progress = new WorkerProgress(kafka, this.#topics, config.KAFKA_CONSUMER_GROUP_PREFIX);
    this.#feed = this.#makeFeed(kafka, config);
  }

  onApplicationBootstrap(): void {
    this.#feed.start().then(
      () => {
        this.#timer = setInterval(() => {
          this.#keep();
        }, KEEP_INTERVAL_MS);
      },
      (error: unknown) => {
        if (!this.#shutdown.aborted)
          this.#logger.error({ err: error }, 'the accounting could not be started');
      },
    );
  }

  /** Before the storage closes, into which the last counts go. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.#feed.close();
    this.#keep();
    await this.#keeping;
    await this.#progress.close();
  }

  #makeFeed(kafka: Kafka, config: ConfigServiceConfig): PartitionFeed {
    const { deliveries, results } = this.#topics;
    const signal = this.#shutdown;
    return new PartitionFeed(kafka, this.#logger, {
      groupId: `${config.KAFKA_CONSUMER_GROUP_PREFIX}config-service.accounting`,
      topics: [deliveries.topic, results.topic],
      sessionTimeoutMs: config.KAFKA_SESSION_TIMEOUT,
      signal,
      startAfter: async () => {
        await ensureTopics(kafka, [deliveries, results, ...this.#topics.retries], this.#logger, {
          isCreating: config.KAFKA_AUTO_CREATE,
          replicationFactor: config.KAFKA_REPLICATION_FACTOR,
          signal,
        });
        await untilReachable('Kafka', () => this.#progress.connect(), this.#logger, signal);
      },
      begin: (partition) =>
        untilReachable('the accounts', () => this.#begin(partition), this.#logger, signal),
      onRecord: (record) => {
        this.#take(record);
      },
      onLost: (partition) => {
        this.#keeper.forget(partition);
      },
    });
  }

  async #begin(partition: number): Promise<ReadonlyMap<string, number>> {
    const [stored, progress] = await Promise.all([
      this.#store.find(partition),
      this.#progress.look().then((all) => all.get(partition)),
    ]);
    const { deliveries, results } = this.#topics;
    const counter = new PartitionCounter(stored, Date.now);
    if (progress !== undefined) startOverWhatIsNew(counter, progress);
    this.#keeper.hold(partition, counter, stored?.balance ?? 0);
    const { positions } = counter;
    // What the workers have not committed must be known as well: the balance is struck with it.
    const committed = progress?.committed.offset ?? 0;
    return new Map([
      [deliveries.topic, Math.max(0, Math.min(positions.deliveries - LOOK_BACK, committed))],
      [results.topic, Math.max(0, positions.results - LOOK_BACK)],
    ]);
  }

  #take(record: KafkaRecord): void {
    const counter = this.#keeper.counterOf(record.partition);
    if (counter === undefined) return;
    if (record.topic === this.#topics.deliveries.topic) counter.accept(record);
    else counter.settle(record, this.#outcomesIn(record));
  }

  #outcomesIn({ topic, partition, offset, value }: KafkaRecord): readonly DeliveryOutcome[] {
    try {
      return decodeOutcomes(value ?? Buffer.alloc(0));
    } catch (error) {
      this.#logger.warn({ err: error, topic, partition, offset }, 'a pack of results could not be counted');
      return [];
    }
  }

  /** One bulk at a time: the next one begins where the last one ended. */
  #keep(): void {
    this.#keeping = this.#keeping.then(() => this.#keepNow());
  }

  async #keepNow(): Promise<void> {
    await this.#attempt('the accounts were not stored; trying again', async () => {
      for (const partition of await this.#keeper.keep()) this.#feed.restart(partition);
    });
    if (Date.now() - this.#struckAt < STRIKE_INTERVAL_MS) return;
    this.#struckAt = Date.now();
    await this.#attempt('no balance was struck; trying again', async () => {
      this.#keeper.strike(await this.#progress.look());
      this.#metrics.show(await this.#store.totals());
    });
  }

  async #attempt(complaint: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#logger.warn({ reason: error instanceof Error ? error.message : String(error) }, complaint);
    }
  }
}

/** Only a topic that was made anew ends before what was counted of it. */
function startOverWhatIsNew(counter: PartitionCounter, { ends }: Progress): void {
  for (const topic of ACCOUNTED_TOPICS) if (ends[topic] < counter.positions[topic]) counter.startOver(topic);
}

function topicsOf(config: ConfigServiceConfig): Topics {
  return defineTopics({
    prefix: config.KAFKA_TOPIC_PREFIX,
    partitions: config.KAFKA_PARTITIONS,
    retryDelaysMs: config.RETRY_DELAYS,
  });
}
