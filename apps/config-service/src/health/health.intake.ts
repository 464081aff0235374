import { Inject, Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { decodeOutcomes, decodeSettingsRevision, defineTopics } from '@patchbay/integration-contracts';
import { RecordTransport, createKafka, ensureTopics } from '@patchbay/service-kit/kafka';
import type { KafkaRecord } from '@patchbay/service-kit/kafka';
import type { Logger } from '@patchbay/service-kit/logging';
import { CONFIG, LOGGER, SHUTDOWN } from '@patchbay/service-kit/service';
import type { ConfigServiceConfig } from '../config.ts';
import { HealthSink } from './health.sink.ts';
import { HealthStore } from './health.store.ts';
import { HealthWriter } from './health-writer.ts';

const RESULTS = 'results';
const SETTINGS = 'settings';
const LIMITS = { maxInFlightRecords: 1000, maxInFlightBytes: 4 * 1024 * 1024, commitIntervalMs: 1000 };

/** Follows what comes of deliveries, and who writes settings; the replicas share the partitions. */
@Injectable()
export class HealthIntake implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #writer: HealthWriter;
  readonly #store: HealthStore;
  readonly #sink: HealthSink;
  readonly #logger: Logger;
  readonly #transport: RecordTransport;

  constructor(
    @Inject(CONFIG) config: ConfigServiceConfig,
    @Inject(LOGGER) logger: Logger,
    @Inject(SHUTDOWN) shutdown: AbortSignal,
    writer: HealthWriter,
    store: HealthStore,
    sink: HealthSink,
  ) {
    this.#writer = writer;
    this.#store = store;
    this.#sink = sink;
    this.#logger = logger;
    const kafka = createKafka(config, logger);
    const { results, settings } = defineTopics({
      prefix: config.KAFKA_TOPIC_PREFIX,
      partitions: config.KAFKA_PARTITIONS,
      retryDelaysMs: config.RETRY_DELAYS,
    });
    this.#transport = new RecordTransport(kafka, logger, {
      ...LIMITS,
      groupId: `${config.KAFKA_CONSUMER_GROUP_PREFIX}config-service.health`,
      sources: [
        { topic: results.topic, pattern: RESULTS },
        { topic: settings.topic, pattern: SETTINGS },
      ],
      sessionTimeoutMs: config.KAFKA_SESSION_TIMEOUT,
      drainTimeoutMs: config.SHUTDOWN_TIMEOUT,
      startAfter: () =>
        ensureTopics(kafka, [results, settings], logger, {
          isCreating: config.KAFKA_AUTO_CREATE,
          replicationFactor: config.KAFKA_REPLICATION_FACTOR,
          signal: shutdown,
        }),
    });
    // The transport is Nest's by type, but this is no microservice: nobody else would tell it who handles what.
    this.#transport.addHandler(RESULTS, (record: KafkaRecord) => this.#fold(record), true);
    this.#transport.addHandler(SETTINGS, (record: KafkaRecord) => this.#follow(record), true);
  }

  onApplicationBootstrap(): void {
    this.#transport.listen(() => undefined);
  }

  /** Before the storage closes, into which the last records go. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.#transport.close();
  }

  async #fold(record: KafkaRecord): Promise<void> {
    const { partition, offset, timestampMs, value } = record;
    const outcomes = this.#readable(record, () => decodeOutcomes(value ?? Buffer.alloc(0)));
    if (outcomes !== undefined)
      await this.#writer.fold({ partition, offset: Number(offset), timestampMs, outcomes });
  }

  async #follow(record: KafkaRecord): Promise<void> {
    const id = record.key?.toString() ?? '';
    const { value } = record;
    if (value === null) return this.#forget(id);
    const revision = this.#readable(record, () => decodeSettingsRevision(value));
    if (revision !== undefined) await this.#writer.resetFor(id, Date.parse(revision.updatedAt));
  }

  /** The transport calls again where it fails. */
  async #forget(id: string): Promise<void> {
    if (!(await this.#store.find([id])).has(id)) return;
    await this.#sink.send([], [id]);
    await this.#store.remove([id]);
  }

  /** One that can't be read is skipped: those behind it must not wait for ever. */
  #readable<Content>({ topic, partition, offset }: KafkaRecord, decode: () => Content): Content | undefined {
    try {
      return decode();
    } catch (error) {
      this.#logger.warn({ err: error, topic, partition, offset }, 'a record that can’t be read was skipped');
      return undefined;
    }
  }
}
