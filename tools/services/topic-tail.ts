import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ToolKafka } from './tool-kafka.ts';

type Consumer = ReturnType<ToolKafka['consumer']>;

/** A record as a test or a tool looks at it. */
export interface TailedRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: string;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
}

export interface TopicTailOptions {
  readonly topics: readonly string[];
  readonly onRecord: (record: TailedRecord) => void;
  /** False begins where the topics end now. False unless told. */
  readonly fromBeginning?: boolean;
}

const LEADER_TRIES = 50;
const LEADER_WAIT_MS = 200;

/** Follows topics from a known place on: no record that is produced after `start` resolved is missed. */
export class TopicTail {
  readonly #kafka: ToolKafka;
  readonly #consumer: Consumer;
  readonly #groupId = `patchbay-tools-${randomUUID()}`;

  private constructor(kafka: ToolKafka) {
    this.#kafka = kafka;
    this.#consumer = kafka.consumer({ groupId: this.#groupId, maxWaitTimeInMs: 500 });
  }

  static async start(kafka: ToolKafka, options: TopicTailOptions): Promise<TopicTail> {
    const tail = new TopicTail(kafka);
    await tail.#begin(options);
    return tail;
  }

  /** Ends following; the group is forgotten by the broker as well. */
  async close(): Promise<void> {
    await this.#consumer.disconnect();
    const admin = this.#kafka.admin();
    await admin.connect();
    try {
      await admin.deleteGroups([this.#groupId]);
    } finally {
      await admin.disconnect();
    }
  }

  async #begin({ topics, onRecord, fromBeginning = false }: TopicTailOptions): Promise<void> {
    const starts = fromBeginning ? [] : await this.#ends(topics);
    await this.#consumer.connect();
    await this.#consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await this.#consumer.run({
      autoCommit: false,
      eachMessage: ({ topic, partition, message }) => {
        onRecord({
          topic,
          partition,
          offset: message.offset,
          key: message.key?.toString() ?? '',
          value: message.value,
          headers: textHeaders(message.headers ?? {}),
        });
        return Promise.resolve();
      },
    });
    // Seeking works on partitions that are assigned later as well: kafkajs keeps it until then.
    for (const start of starts) this.#consumer.seek(start);
  }

  async #ends(topics: readonly string[]): Promise<{ topic: string; partition: number; offset: string }[]> {
    const admin = this.#kafka.admin();
    await admin.connect();
    try {
      const perTopic = await Promise.all(
        topics.map(async (topic) =>
          (await endsOf(admin, topic)).map(({ partition, high }) => ({
            topic,
            partition,
            offset: high,
          })),
        ),
      );
      return perTopic.flat();
    } finally {
      await admin.disconnect();
    }
  }
}

/** The leader of a partition that was just created may not know of it for a moment. */
async function endsOf(admin: ReturnType<ToolKafka['admin']>, topic: string) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await admin.fetchTopicOffsets(topic);
    } catch (error) {
      const isRetriable = error instanceof Error && 'retriable' in error && error.retriable === true;
      if (!isRetriable || tries === LEADER_TRIES) throw error;
      await sleep(LEADER_WAIT_MS);
    }
  }
}

function textHeaders(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
