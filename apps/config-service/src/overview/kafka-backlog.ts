import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { AppError, defineTopics, delayName } from '@patchbay/integration-contracts';
import type { Topics } from '@patchbay/integration-contracts';
import { createKafka } from '@patchbay/service-kit/kafka';
import type { Kafka } from '@patchbay/service-kit/kafka';
import type { Logger } from '@patchbay/service-kit/logging';
import { CONFIG, LOGGER } from '@patchbay/service-kit/service';
import type { ConfigServiceConfig } from '../config.ts';
import { Clock } from '../settings/clock.ts';
import { Backlog } from './backlog.ts';
import type { BacklogMeasure } from './backlog.ts';

/** The consumer groups whose offsets say what is dealt with. */
const GROUPS = { events: 'dispatcher', deliveries: 'delivery-worker', retries: 'delivery-worker.retries' };

interface Ends {
  readonly high: number;
  readonly kept: number;
  readonly ends: readonly { readonly partition: number; readonly high: number; readonly low: number }[];
}

/** Asks the brokers for offsets; reads no record. */
@Injectable()
export class KafkaBacklog extends Backlog implements OnApplicationShutdown {
  readonly #admin: ReturnType<Kafka['admin']>;
  readonly #topics: Topics;
  readonly #groupPrefix: string;
  readonly #clock: Clock;
  #connecting: Promise<void> | undefined;

  constructor(@Inject(CONFIG) config: ConfigServiceConfig, @Inject(LOGGER) logger: Logger, clock: Clock) {
    super();
    this.#admin = createKafka(config, logger).admin();
    this.#topics = defineTopics({
      prefix: config.KAFKA_TOPIC_PREFIX,
      partitions: config.KAFKA_PARTITIONS,
      retryDelaysMs: config.RETRY_DELAYS,
    });
    this.#groupPrefix = config.KAFKA_CONSUMER_GROUP_PREFIX;
    this.#clock = clock;
  }

  override async measure(): Promise<BacklogMeasure> {
    try {
      await this.#connect();
      return await this.#ask();
    } catch (error) {
      throw new AppError('kafka_unavailable', 'The brokers did not tell their offsets.', { cause: error });
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#connecting?.catch(() => undefined);
    await this.#admin.disconnect();
  }

  /** With the first look, and anew after one that failed. */
  #connect(): Promise<void> {
    this.#connecting ??= this.#admin.connect().catch((error: unknown) => {
      this.#connecting = undefined;
      throw error;
    });
    return this.#connecting;
  }

  async #ask(): Promise<BacklogMeasure> {
    const { events, deliveries, deliveriesDead, retryTiers } = this.#topics;
    const existing = new Set(await this.#admin.listTopics());
    const endsOf = async (topic: string): Promise<Ends> => {
      // Topics of a service that never ran are not there, and nothing lies on them.
      const raw = existing.has(topic) ? await this.#admin.fetchTopicOffsets(topic) : [];
      const ends = raw.map(({ partition, high, low }) => ({
        partition,
        high: Number(high),
        low: Number(low),
      }));
      const high = ends.reduce((sum, end) => sum + end.high, 0);
      return { ends, high, kept: high - ends.reduce((sum, end) => sum + end.low, 0) };
    };
    const at = this.#clock.now();
    const [eventEnds, deliveryEnds, deadEnds] = await Promise.all([
      endsOf(events.topic),
      endsOf(deliveries.topic),
      endsOf(deliveriesDead.topic),
    ]);
    return {
      ...{ at, events: eventEnds.high, deliveries: deliveryEnds.high, deadLetters: deadEnds.kept },
      lag: {
        events: await this.#lagOf(GROUPS.events, events.topic, eventEnds),
        deliveries: await this.#lagOf(GROUPS.deliveries, deliveries.topic, deliveryEnds),
      },
      retries: await Promise.all(
        retryTiers.map(async ({ delayMs, topic }) => ({
          tier: delayName(delayMs),
          records: await this.#lagOf(GROUPS.retries, topic, await endsOf(topic)),
        })),
      ),
    };
  }

  /** Where a group has committed nothing yet, all that is kept lies before it. */
  async #lagOf(group: string, topic: string, { ends }: Ends): Promise<number> {
    if (ends.length === 0) return 0;
    const groupId = `${this.#groupPrefix}${group}`;
    const [found] = await this.#admin.fetchOffsets({ groupId, topics: [topic] });
    const committed = new Map(found?.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
    return ends.reduce((sum, { partition, high, low }) => {
      const done = Math.max(committed.get(partition) ?? low, low);
      return sum + Math.max(0, high - done);
    }, 0);
  }
}
