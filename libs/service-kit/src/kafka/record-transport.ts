import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { Server } from '@nestjs/microservices';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import kafkajs from 'kafkajs';
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { isObservable, lastValueFrom } from 'rxjs';
import type { Logger } from '../logging/index.ts';
import { IntakeBudget } from './intake-budget.ts';
import { PartitionLedgers } from './partition-ledgers.ts';
import type { OffsetLedger } from './offset-ledger.ts';
import { RecordAbandonedError, toRecord } from './record.ts';
import type { KafkaRecord } from './record.ts';
import type { RecordSource, RecordTransportOptions } from './record-transport-options.ts';
import { stickyAssigner } from './sticky-assigner.ts';
import { processSpan } from '../tracing/index.ts';
import { untilReachable } from './until-reachable.ts';

/** Bytes that one fetch may bring in: bounds what is in memory before the budget sees it. */
const MAX_FETCH_BYTES = 8 * 1024 * 1024;
/** A fetch is unpacked as a whole, many times its size, and stays until its last record was taken: few records at a time live shortly. */
const MAX_PARTITION_FETCH_BYTES = 256 * 1024;
/** Long polling: the broker answers at once when there is data; shorter makes idle consumers poll it to death. */
const MAX_WAIT_MS = 500;
/** Records that are started before the event loop gets a turn. */
const STARTS_PER_TURN = 16;
/** How long may pass between two heartbeats while a batch waits. */
const HEARTBEAT_MS = 1000;
const FIRST_RETRY_MS = 500;
const MAX_RETRY_MS = 30_000;

/**
 * Nest transport over kafkajs `eachBatch`: handlers get one record each and run concurrently within a budget of records
 * and bytes; an offset is committed once its handler and all before it in the partition have finished. A handler that
 * throws is called again, with growing pauses, until it succeeds or the partition goes: nothing is dropped here.
 */
export class RecordTransport extends Server implements CustomTransportStrategy {
  /** Failures are logged and made good here; Nest need not tell of them as well. */
  override readonly propagatesEventHandlerErrors = true;
  readonly #kafka: Kafka;
  readonly #log: Logger;
  readonly #options: RecordTransportOptions;
  readonly #sources: ReadonlyMap<string, RecordSource>;
  readonly #abort = new AbortController();
  readonly budget: IntakeBudget;
  readonly #ledgers: PartitionLedgers;
  #consumer: Consumer | undefined;
  readonly #pauses = new Set<NodeJS.Timeout>();
  readonly #underWay = new Set<KafkaRecord>();
  #isMember = false;

  constructor(kafka: Kafka, logger: Logger, options: RecordTransportOptions) {
    super();
    this.#kafka = kafka;
    this.#log = logger;
    this.#options = options;
    this.#sources = new Map(options.sources.map((source) => [source.topic, source]));
    this.budget = new IntakeBudget(options.maxInFlightRecords, options.maxInFlightBytes);
    this.#ledgers = new PartitionLedgers(kafka, logger, options);
  }

  /** `undefined` while partitions are being consumed, else what is missing; for readiness. */
  get problem(): string | undefined {
    return this.#isMember ? undefined : `not yet a member of consumer group ${this.#options.groupId}`;
  }

  get ledgers(): PartitionLedgers {
    return this.#ledgers;
  }

  /** Whose offsets are committed, and of what. */
  get group(): { readonly groupId: string; readonly topics: readonly string[] } {
    return { groupId: this.#options.groupId, topics: [...this.#sources.keys()] };
  }

  /** When the oldest record of the topic that is under way was written, epoch milliseconds; asked now and then, so it may look at all. */
  oldestAt(topic: string): number | undefined {
    let oldest: number | undefined;
    for (const record of this.#underWay) {
      if (record.topic === topic && !(oldest !== undefined && oldest <= record.timestampMs))
        oldest = record.timestampMs;
    }
    return oldest;
  }

  override listen(callback: () => void): void {
    callback();
    this.#run().catch((error: unknown) => {
      // What is waited for may be told to stop before this transport is.
      const isStopping =
        this.#abort.signal.aborted || (error instanceof Error && error.name === 'AbortError');
      if (!isStopping) this.#log.error({ err: error }, 'the consumer could not be started');
    });
  }

  /** Takes nothing more, lets what is under way finish, commits, and leaves the group. */
  override async close(): Promise<void> {
    this.#abort.abort();
    this.#ledgers.announceEnd();
    for (const timer of this.#pauses) clearTimeout(timer);
    const consumer = this.#consumer;
    if (consumer === undefined) return;
    // Before it has joined there is nothing to pause, and kafkajs says so with an error.
    if (this.#isMember) consumer.pause(this.#options.sources.map(({ topic }) => ({ topic })));
    const deadline = Date.now() + this.#options.drainTimeoutMs;
    while (this.budget.records > 0 && Date.now() < deadline) {
      await this.budget.changed(Math.max(1, deadline - Date.now()));
    }
    if (this.budget.records > 0) {
      this.#log.warn({ records: this.budget.records }, 'records under way were left for the next consumer');
    }
    await this.#ledgers.close();
    await consumer.disconnect();
    this.#isMember = false;
  }

  override on(): void {
    throw new TypeError('this transport has no events of its own');
  }

  override unwrap(): never {
    throw new TypeError('the consumer is not for others to use');
  }

  async #run(): Promise<void> {
    await this.#options.startAfter?.();
    if (this.#abort.signal.aborted) return;
    const { groupId, sources, sessionTimeoutMs, commitIntervalMs } = this.#options;
    const consumer = this.#kafka.consumer({
      groupId,
      sessionTimeout: sessionTimeoutMs,
      rebalanceTimeout: sessionTimeoutMs * 2,
      heartbeatInterval: Math.floor(sessionTimeoutMs / 10),
      maxBytes: MAX_FETCH_BYTES,
      maxBytesPerPartition: MAX_PARTITION_FETCH_BYTES,
      maxWaitTimeInMs: MAX_WAIT_MS,
      partitionAssigners: [stickyAssigner(() => this.#ledgers.held), kafkajs.PartitionAssigners.roundRobin],
      retry: {
        initialRetryTime: 200,
        maxRetryTime: 5000,
        retries: 8,
        restartOnFailure: () => Promise.resolve(true),
      },
    });
    this.#consumer = consumer;
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      this.#isMember = true;
      this.#ledgers.assigned(payload.memberAssignment);
    });
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      this.#isMember = false;
      this.#log.error({ err: payload.error, isRestarting: payload.restart }, 'the consumer stopped working');
    });
    await untilReachable('Kafka', () => consumer.connect(), this.#log, this.#abort.signal);
    await untilReachable(
      'Kafka topics',
      () => consumer.subscribe({ topics: sources.map(({ topic }) => topic), fromBeginning: true }),
      this.#log,
      this.#abort.signal,
    );
    this.#ledgers.start(consumer, commitIntervalMs);
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: 64,
      eachBatch: (payload) => this.#takeBatch(payload),
    });
  }

  /** Starts the batch's records as the budget allows, and returns without waiting for them to finish. */
  async #takeBatch(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    const source = this.#sources.get(batch.topic);
    if (source === undefined) throw new TypeError(`no source for topic ${batch.topic}`);
    const ledger = await this.#ledgers.of({
      topic: batch.topic,
      partition: batch.partition,
      firstOffset: Number(batch.firstOffset()),
      endOffset: Number(batch.highWatermark),
    });
    const preparing = this.#ledgers.preparing(batch.topic, batch.partition);
    if (preparing !== undefined) {
      // Paused, because a batch that is waited for keeps all other partitions of its broker waiting.
      const resume = payload.pause();
      void preparing.then(() => {
        this.#resume(resume);
      });
      return;
    }
    const lease = this.#ledgers.leaseOf(batch.topic, batch.partition);
    const isTaking = (): boolean => payload.isRunning() && !payload.isStale() && !this.#abort.signal.aborted;
    let started = 0;
    for (const message of batch.messages) {
      if (!isTaking()) return;
      const record = toRecord(batch.topic, batch.partition, message, lease);
      const waitMs = source.dueAt === undefined ? 0 : source.dueAt(record) - Date.now();
      if (waitMs > 0) {
        this.#resumeLater(payload.pause(), waitMs);
        return;
      }
      const bytes = sizeOf(record);
      if (!this.#hasRoom(bytes)) await this.#waitForRoom(bytes, payload, isTaking);
      if (!isTaking()) return;
      if (ledger.begin(Number(record.offset))) {
        this.budget.take(bytes);
        void this.#handle(record, source.pattern, ledger);
      }
      payload.resolveOffset(record.offset);
      started += 1;
      if (started % STARTS_PER_TURN === 0) await nextTurn();
    }
    await payload.heartbeat();
  }

  async #waitForRoom(bytes: number, payload: EachBatchPayload, isTaking: () => boolean): Promise<void> {
    let beatAt = Date.now() + HEARTBEAT_MS;
    while (isTaking() && !this.#hasRoom(bytes)) {
      await this.budget.changed(HEARTBEAT_MS);
      if (Date.now() < beatAt) continue;
      await payload.heartbeat();
      beatAt = Date.now() + HEARTBEAT_MS;
    }
  }

  #hasRoom(bytes: number): boolean {
    return this.budget.hasRoom(bytes) && (this.budget.records === 0 || this.#options.hasRoom?.() !== false);
  }

  #resumeLater(resume: () => void, waitMs: number): void {
    const timer = setTimeout(() => {
      this.#pauses.delete(timer);
      this.#resume(resume);
    }, waitMs);
    this.#pauses.add(timer);
  }

  /** Another assignment may have taken the partition away: resuming it is then nobody's business. */
  #resume(resume: () => void): void {
    try {
      resume();
    } catch (error) {
      this.#log.debug({ err: error }, 'a paused partition is no longer ours');
    }
  }

  async #handle(taken: KafkaRecord, pattern: string, ledger: OffsetLedger): Promise<void> {
    const { signal } = this.#abort;
    const span = processSpan(this.#options.tracing, taken, this.#options.groupId);
    const record = span === undefined ? taken : { ...taken, span };
    this.#underWay.add(record);
    for (let delayMs = FIRST_RETRY_MS; ; delayMs = Math.min(delayMs * 2, MAX_RETRY_MS)) {
      try {
        await this.#call(record, pattern);
        ledger.finish(Number(record.offset));
        break;
      } catch (error) {
        // Its offset stays where it is, and whoever has the partition next takes it from there.
        if (error instanceof RecordAbandonedError) break;
        const { topic, partition, offset } = record;
        span?.fail('not_handled');
        this.#log.error(
          { err: error, topic, partition, offset, retryInMs: delayMs, ...span?.logFields },
          'a record could not be handled',
        );
        if (signal.aborted || !this.#ledgers.isOurs(topic, partition, ledger)) break;
        // Stopping cuts the pause short; a last call is made, and then the record is left for the next consumer.
        await sleep(delayMs, undefined, { signal }).catch(() => undefined);
      }
    }
    this.#underWay.delete(record);
    span?.end();
    this.budget.give(sizeOf(record));
  }

  /** Nest turns what a handler throws into an observable that fails: without subscribing, errors would vanish. */
  async #call(record: KafkaRecord, pattern: string): Promise<void> {
    const handler = this.messageHandlers.get(pattern);
    if (handler === undefined) throw new TypeError(`no handler for ${pattern}`);
    const result: unknown = await handler(record);
    if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
  }
}

function sizeOf({ value, key }: KafkaRecord): number {
  return (value?.length ?? 0) + (key?.length ?? 0);
}
