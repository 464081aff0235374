import { Inject, Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import {
  NamespaceMap,
  decodeNamespaceMove,
  decodeProjectPath,
  defineTopics,
} from '@patchbay/integration-contracts';
import { RecordTransport, TopicView, createKafka, ensureTopics } from '@patchbay/service-kit/kafka';
import type { Kafka, KafkaRecord } from '@patchbay/service-kit/kafka';
import type { Logger } from '@patchbay/service-kit/logging';
import { CONFIG, LOGGER, SHUTDOWN } from '@patchbay/service-kit/service';
import type { ConfigServiceConfig } from '../config.ts';
import { PlaceWriter } from './place-writer.ts';

const PROJECT = 'project';
const MOVE = 'move';
const LIMITS = { maxInFlightRecords: 1000, maxInFlightBytes: 4 * 1024 * 1024, commitIntervalMs: 1000 };

/**
 * Follows what dispatchers tell of places. One replica takes each record and stores it; the moves of groups are heard by
 * every replica as well, since each has a map of its own.
 */
@Injectable()
export class PathIntake implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #writer: PlaceWriter;
  readonly #namespaces: NamespaceMap;
  readonly #logger: Logger;
  readonly #transport: RecordTransport;
  readonly #moves: TopicView;
  /** Resolves when the topics are there. */
  readonly #ensureTopics: () => Promise<void>;

  constructor(
    @Inject(CONFIG) config: ConfigServiceConfig,
    @Inject(LOGGER) logger: Logger,
    @Inject(SHUTDOWN) shutdown: AbortSignal,
    writer: PlaceWriter,
    namespaces: NamespaceMap,
  ) {
    this.#writer = writer;
    this.#namespaces = namespaces;
    this.#logger = logger;
    const kafka = createKafka(config, logger);
    const topics = topicsOf(config);
    this.#ensureTopics = () =>
      ensureTopics(kafka, [topics.projects, topics.namespaces], logger, {
        isCreating: config.KAFKA_AUTO_CREATE,
        replicationFactor: config.KAFKA_REPLICATION_FACTOR,
        signal: shutdown,
      });
    this.#transport = this.#makeTransport(kafka, config);
    this.#moves = new TopicView(kafka, logger, {
      topic: topics.namespaces.topic,
      groupPrefix: `${config.KAFKA_CONSUMER_GROUP_PREFIX}config-service.namespaces.`,
      onRecord: (record) => {
        const move = this.#readable(record, () => decodeNamespaceMove(record.value ?? Buffer.alloc(0)));
        if (move !== undefined) this.#namespaces.apply(move);
      },
    });
  }

  /** What it reads with, for whoever watches consumers. */
  get consumers(): { readonly transports: readonly RecordTransport[]; readonly views: readonly TopicView[] } {
    return { transports: [this.#transport], views: [this.#moves] };
  }

  onApplicationBootstrap(): void {
    this.#transport.listen(() => undefined);
  }

  /** Before the storage closes, into which the last records go. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([this.#transport.close(), this.#moves.close()]);
  }

  #makeTransport(kafka: Kafka, config: ConfigServiceConfig): RecordTransport {
    const { projects, namespaces } = topicsOf(config);
    const transport = new RecordTransport(kafka, this.#logger, {
      ...LIMITS,
      groupId: `${config.KAFKA_CONSUMER_GROUP_PREFIX}config-service.projects`,
      sources: [
        { topic: projects.topic, pattern: PROJECT },
        { topic: namespaces.topic, pattern: MOVE },
      ],
      sessionTimeoutMs: config.KAFKA_SESSION_TIMEOUT,
      drainTimeoutMs: config.SHUTDOWN_TIMEOUT,
      startAfter: async () => {
        await this.#ensureTopics();
        await this.#moves.start();
      },
    });
    // The transport is Nest's by type, but this is no microservice: nobody else would tell it who handles what.
    transport.addHandler(PROJECT, (record: KafkaRecord) => this.#keepPlace(record), true);
    transport.addHandler(MOVE, (record: KafkaRecord) => this.#keepMove(record), true);
    return transport;
  }

  async #keepPlace(record: KafkaRecord): Promise<void> {
    const place = this.#readable(record, () => decodeProjectPath(record));
    if (place !== undefined) await this.#writer.keepPlace(place);
  }

  async #keepMove(record: KafkaRecord): Promise<void> {
    const move = this.#readable(record, () => decodeNamespaceMove(record.value ?? Buffer.alloc(0)));
    if (move !== undefined) await this.#writer.keepMove(move);
  }

  /** One that can't be read is skipped: those behind it must not wait for ever. */
  #readable<Content>({ topic, partition, offset }: KafkaRecord, decode: () => Content): Content | undefined {
    try {
      return decode();
    } catch (error) {
      this.#logger.warn({ err: error, topic, partition, offset }, 'a place that can’t be read was skipped');
      return undefined;
    }
  }
}

function topicsOf(config: ConfigServiceConfig): ReturnType<typeof defineTopics> {
  return defineTopics({
    prefix: config.KAFKA_TOPIC_PREFIX,
    partitions: config.KAFKA_PARTITIONS,
    retryDelaysMs: config.RETRY_DELAYS,
  });
}
