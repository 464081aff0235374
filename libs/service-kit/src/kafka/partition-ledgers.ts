import type { Consumer, Kafka, TopicPartitionOffsetAndMetadata } from 'kafkajs';
import type { Logger } from '../logging/index.ts';
import { OffsetLedger } from './offset-ledger.ts';
import type { RecordLease } from './record.ts';

interface Partition {
  readonly ledger: OffsetLedger;
  committed: number;
  /** What was committed with it. */
  metadata: string;
  /** Of all records that are taken from it while it is held. */
  readonly lease: RecordLease;
  /** Resolves when its records may be taken; absent once they may. */
  preparing?: Promise<void>;
}

/** Partitions by topic. */
export type Assignment = Readonly<Record<string, readonly number[]>>;

export interface PartitionLedgersOptions {
  readonly groupId: string;
  /** Awaited before records are taken from partitions that came. Must not reject. */
  readonly prepare?: ((came: Assignment) => Promise<void>) | undefined;
}

/** Where a batch lies. */
interface BatchPlace {
  readonly topic: string;
  readonly partition: number;
  readonly firstOffset: number;
  /** The partition's, one behind its last record. */
  readonly endOffset: number;
}

/** The ledgers of the partitions that this consumer holds: restored when they are assigned, committed now and then. */
export class PartitionLedgers {
  readonly #kafka: Kafka;
  readonly #options: PartitionLedgersOptions;
  readonly #logger: Logger;
  readonly #partitions = new Map<string, Partition>();
  /** Resolves when the ledgers of the present assignment are there. */
  #restored: Promise<void> = Promise.resolve();
  #consumer: Consumer | undefined;
  #timer: NodeJS.Timeout | undefined;
  #committing: Promise<void> | undefined;

  constructor(kafka: Kafka, logger: Logger, options: PartitionLedgersOptions) {
    this.#kafka = kafka;
    this.#logger = logger;
    this.#options = options;
  }

  start(consumer: Consumer, commitIntervalMs: number): void {
    this.#consumer = consumer;
    this.#timer = setInterval(() => void this.commit(), commitIntervalMs);
    // Emitted before the group is joined anew: the commit goes out while this generation is still valid.
    consumer.on(consumer.events.REBALANCING, () => void this.commit());
  }

  /** Takes over a new assignment: partitions that went are forgotten, so nothing of theirs is committed any more. */
  assigned(assignment: Assignment): void {
    const held = new Set(
      Object.entries(assignment).flatMap(([topic, partitions]) => partitions.map((p) => `${topic}/${p}`)),
    );
    for (const [key, { lease }] of this.#partitions) {
      if (held.has(key)) continue;
      lease.isLost = true;
      this.#partitions.delete(key);
    }
    this.#restored = this.#restore(assignment);
    // Whoever waits for a ledger sees the failure; without a waiter it must not end the process.
    this.#restored.catch((error: unknown) => {
      this.#logger.warn({ err: error }, 'committed offsets could not be read');
    });
  }

  /**
   * The ledger for a batch. It may begin before the commit, which others or this consumer made after kafkajs had asked where to
   * begin; the ledger passes over what is done.
   * @throws when the committed offsets can't be read; the batch is then fetched again.
   */
  async of({ topic, partition, firstOffset, endOffset }: BatchPlace): Promise<OffsetLedger> {
    await this.#restored;
    const key = `${topic}/${partition}`;
    const found = this.#partitions.get(key);
    if (found === undefined) throw new Error(`partition ${key} is not assigned to this consumer`);
    if (endOffset >= found.committed) return found.ledger;
    // Only a topic that was made anew ends before the commit.
    this.#logger.warn(
      { topic, partition, firstOffset, endOffset, committed: found.committed },
      'the topic ends before what was committed: it was made anew, and is read from its beginning',
    );
    const ledger = new OffsetLedger(firstOffset);
    found.lease.isLost = true;
    this.#partitions.set(key, { ledger, committed: firstOffset, metadata: '', lease: newLease() });
    return ledger;
  }

  /** What is held now, by topic. */
  get held(): Record<string, number[]> {
    const held: Record<string, number[]> = {};
    for (const key of this.#partitions.keys()) {
      const slash = key.lastIndexOf('/');
      (held[key.slice(0, slash)] ??= []).push(Number(key.slice(slash + 1)));
    }
    return held;
  }

  /** The right to the records of a partition, as long as its ledger is this one. */
  leaseOf(topic: string, partition: number): RecordLease | undefined {
    return this.#partitions.get(`${topic}/${partition}`)?.lease;
  }

  /** What has to end before records may be taken from a partition; nothing once they may. */
  preparing(topic: string, partition: number): Promise<void> | undefined {
    return this.#partitions.get(`${topic}/${partition}`)?.preparing;
  }

  /** Says to all who wait that this consumer is about to end. */
  announceEnd(): void {
    for (const { lease } of this.#partitions.values()) lease.isEnding = true;
  }

  isOurs(topic: string, partition: number, ledger: OffsetLedger): boolean {
    return this.#partitions.get(`${topic}/${partition}`)?.ledger === ledger;
  }

  /** Records taken and not yet passed by a commit, over all partitions. */
  get span(): number {
    return [...this.#partitions.values()].reduce((sum, { ledger }) => sum + ledger.span, 0);
  }

  /** Commits what moved. Failures are logged and made good by the next commit. */
  async commit(): Promise<void> {
    if (this.#committing !== undefined) return this.#committing;
    this.#committing = this.#commitMoved().finally(() => {
      this.#committing = undefined;
    });
    return this.#committing;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#committing;
    await this.commit();
  }

  async #commitMoved(): Promise<void> {
    const moved: { offset: TopicPartitionOffsetAndMetadata; partition: Partition }[] = [];
    for (const [key, partition] of this.#partitions) {
      const next = partition.ledger.committable;
      const metadata = partition.ledger.metadata();
      // A slow record holds the offset for long; what finished behind it must be known to the next consumer all the same.
      if (next <= partition.committed && metadata === partition.metadata) continue;
      const slash = key.lastIndexOf('/');
      const place = { topic: key.slice(0, slash), partition: Number(key.slice(slash + 1)) };
      moved.push({ offset: { ...place, offset: String(next), metadata }, partition });
    }
    if (moved.length === 0 || this.#consumer === undefined) return;
    try {
      await this.#consumer.commitOffsets(moved.map(({ offset }) => offset));
      for (const { partition, offset } of moved) {
        partition.committed = Number(offset.offset);
        partition.metadata = offset.metadata ?? '';
      }
    } catch (error) {
      this.#logger.warn(
        { reason: error instanceof Error ? error.message : String(error) },
        'offsets were not committed',
      );
    }
  }

  async #restore(assignment: Assignment): Promise<void> {
    const topics = Object.keys(assignment);
    if (topics.length === 0) return;
    const admin = this.#kafka.admin();
    await admin.connect();
    try {
      const came: Record<string, number[]> = {};
      const groupId = this.#options.groupId;
      for (const { topic, partitions } of await admin.fetchOffsets({ groupId, topics })) {
        for (const { partition, offset, metadata } of partitions) {
          if (assignment[topic]?.includes(partition) !== true) continue;
          const isNew = this.#hold(`${topic}/${partition}`, Math.max(0, Number(offset)), metadata ?? '');
          if (isNew) (came[topic] ??= []).push(partition);
        }
      }
      this.#prepare(came);
    } finally {
      await admin.disconnect();
    }
  }

  #prepare(came: Assignment): void {
    const keys = Object.entries(came).flatMap(([topic, list]) => list.map((one) => `${topic}/${one}`));
    const preparing = keys.length === 0 ? undefined : this.#options.prepare?.(came);
    if (preparing === undefined) return;
    for (const partition of keys.map((key) => this.#partitions.get(key))) {
      if (partition === undefined) continue;
      partition.preparing = preparing.then(() => {
        delete partition.preparing;
      });
    }
  }

  /** A partition that stays keeps its ledger: its records are still under way here. @returns whether it is new here */
  #hold(key: string, committed: number, metadata: string): boolean {
    const held = this.#partitions.get(key);
    if (held === undefined) {
      const ledger = new OffsetLedger(committed, metadata);
      this.#partitions.set(key, { ledger, committed, metadata, lease: newLease() });
      return true;
    }
    held.ledger.advanceTo(committed);
    held.committed = Math.max(held.committed, committed);
    held.metadata = metadata;
    return false;
  }
}

const newLease = (): RecordLease => ({ isLost: false, isEnding: false });
