import type { Topics } from '@patchbay/integration-contracts';
import { OffsetReader } from '@patchbay/service-kit/kafka';
import type { CommittedOffset, Kafka } from '@patchbay/service-kit/kafka';

/** How far the workers are with a partition, and where its topics ended after that. */
export interface Progress {
  readonly committed: CommittedOffset;
  /** Records of the retry topics that no commit has passed; each carries one delivery. */
  readonly waiting: number;
  readonly ends: { readonly deliveries: number; readonly results: number };
}

const NOTHING: CommittedOffset = { offset: 0, finished: [] };

/** What workers have behind them, from what their groups commit. */
export class WorkerProgress {
  readonly #offsets: OffsetReader;
  readonly #topics: Topics;
  readonly #groupPrefix: string;

  constructor(kafka: Kafka, topics: Topics, groupPrefix: string) {
    this.#offsets = new OffsetReader(kafka);
    this.#topics = topics;
    this.#groupPrefix = groupPrefix;
  }

  async connect(): Promise<void> {
    await this.#offsets.connect();
  }

  async close(): Promise<void> {
    await this.#offsets.close();
  }

  /**
   * By partition. Commits are looked at before ends: whatever a commit has passed has its outcome, or the record that it lives on in, before an
   * end that is looked up later. @throws what kafkajs reports
   */
  async look(): Promise<ReadonlyMap<number, Progress>> {
    const { deliveries, results, retries } = this.#topics;
    const retryTopics = retries.map(({ topic }) => topic);
    const [taken, retaken] = await Promise.all([
      this.#offsets.committed(`${this.#groupPrefix}delivery-worker`, [deliveries.topic]),
      this.#offsets.committed(`${this.#groupPrefix}delivery-worker.retries`, retryTopics),
    ]);
    const kept = new Map(
      await Promise.all(
        [deliveries.topic, results.topic, ...retryTopics].map(
          async (topic) => [topic, await this.#offsets.kept(topic)] as const,
        ),
      ),
    );
    const endOf = (topic: string, partition: number): number => kept.get(topic)?.get(partition)?.to ?? 0;
    const waitingIn = (topic: string, partition: number): number => {
      const { offset, finished } = retaken.get(topic)?.get(partition) ?? NOTHING;
      const { from, to } = kept.get(topic)?.get(partition) ?? { from: 0, to: 0 };
      const first = Math.max(from, offset);
      return Math.max(0, to - first) - finished.filter((done) => done >= first && done < to).length;
    };
    return new Map(
      [...(kept.get(deliveries.topic) ?? [])].map(([partition, { to }]) => [
        partition,
        {
          committed: taken.get(deliveries.topic)?.get(partition) ?? NOTHING,
          waiting: retryTopics.reduce((sum, topic) => sum + waitingIn(topic, partition), 0),
          ends: { deliveries: to, results: endOf(results.topic, partition) },
        },
      ]),
    );
  }
}
