import { setTimeout as sleep } from 'node:timers/promises';
import { decodeOutcomes } from '@patchbay/integration-contracts';
import { keptOffsets, offsetsAt, scanRecords } from '@patchbay/service-kit/kafka';
import type { Assignment, Kafka, KafkaRecord, OffsetRange } from '@patchbay/service-kit/kafka';
import type { Logger } from '@patchbay/service-kit/logging';
import type { Deduplication } from './deduplication.ts';

export interface ResultTailOptions {
  readonly topic: string;
  readonly groupPrefix: string;
  readonly windowMs: number;
  /** How long whoever had the partitions before may take to report what was under way. */
  readonly takeoverMs: number;
  readonly loadTimeoutMs: number;
  readonly shutdown: AbortSignal;
}

/** Packs that are read of each partition: under load some ten outcomes each, made within a minute or more. */
const MAX_PACKS = 2000;
const RETRY_MS = 500;

/** Reads the newest results of partitions that came to this worker, before their deliveries are taken. */
export class ResultTail {
  readonly #kafka: Kafka;
  readonly #logger: Logger;
  readonly #deduplication: Deduplication;
  readonly #options: ResultTailOptions;

  constructor(kafka: Kafka, logger: Logger, options: ResultTailOptions & { deduplication: Deduplication }) {
    this.#kafka = kafka;
    this.#logger = logger;
    this.#deduplication = options.deduplication;
    this.#options = options;
  }

  /** Never rejects: without the tail, what was not committed is sent again, and nothing is lost. */
  async load(came: Assignment): Promise<void> {
    const { takeoverMs, loadTimeoutMs, shutdown } = this.#options;
    const partitions = new Set(Object.values(came).flat());
    this.#deduplication.forgetStale();
    try {
      await sleep(takeoverMs, undefined, { signal: shutdown });
      await this.#readInTime(partitions, AbortSignal.any([shutdown, AbortSignal.timeout(loadTimeoutMs)]));
    } catch (error) {
      if (shutdown.aborted) return;
      const reason = error instanceof Error ? error.message : String(error);
      this.#logger.warn(
        { partitions: [...partitions], reason },
        'recent results could not be read in time: deliveries that were under way elsewhere may be repeated',
      );
    }
  }

  /** A broker that has just come back asks for patience with errors. @throws the last of them when time is up */
  async #readInTime(partitions: ReadonlySet<number>, signal: AbortSignal): Promise<void> {
    for (;;) {
      try {
        await this.#read(partitions, signal);
        return;
      } catch (error) {
        await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined);
        if (signal.aborted) throw error;
      }
    }
  }

  async #read(partitions: ReadonlySet<number>, signal: AbortSignal): Promise<void> {
    const { topic, groupPrefix, loadTimeoutMs: idleTimeoutMs } = this.#options;
    const ranges = await unlessAborted(this.#rangesOf(partitions), signal);
    const onRecord = (record: KafkaRecord): void => {
      this.#learn(record);
    };
    const scan = scanRecords(this.#kafka, { topic, ranges, groupPrefix, onRecord, idleTimeoutMs, signal });
    await unlessAborted(scan, signal);
  }

  async #rangesOf(partitions: ReadonlySet<number>): Promise<Map<number, OffsetRange>> {
    const { topic, windowMs } = this.#options;
    const [kept, young] = await Promise.all([
      keptOffsets(this.#kafka, topic),
      offsetsAt(this.#kafka, topic, Date.now() - windowMs),
    ]);
    const wanted = [...kept].filter(([partition]) => partitions.has(partition));
    return new Map(
      wanted.map(([partition, { from, to }]) => {
        const first = Math.max(from, young.get(partition) ?? from, to - MAX_PACKS);
        return [partition, { from: first, to }];
      }),
    );
  }

  #learn({ topic, partition, offset, value }: KafkaRecord): void {
    try {
      for (const outcome of decodeOutcomes(value ?? Buffer.alloc(0)))
        this.#deduplication.learn(partition, outcome);
    } catch (error) {
      this.#logger.warn({ err: error, topic, partition, offset }, 'a pack of results could not be read');
    }
  }
}

/** Goes on at the signal whatever the work still does: a broker that does not answer is waited for much longer. */
async function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => {
    aborted.reject(signal.reason);
  };
  signal.addEventListener('abort', abort, { once: true });
  try {
    signal.throwIfAborted();
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
    work.catch(() => undefined);
  }
}
