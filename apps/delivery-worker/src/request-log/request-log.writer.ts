import type { OutgoingRecord } from '@patchbay/service-kit/kafka';
import type { Logger } from '@patchbay/service-kit/logging';
import type { AttemptDocument } from '@patchbay/integration-contracts';
import { encodeBacklog } from './mongo-backlog-pack.ts';
import type { RequestLogStore } from './request-log.store.ts';

export interface RequestLogWriterOptions {
  readonly batchSize: number;
  readonly flushMs: number;
  readonly backlogTopic: string;
  readonly workerId: string;
  readonly onWritten: (where: 'mongodb' | 'backlog', attempts: number) => void;
}

interface Batch {
  readonly attempts: AttemptDocument[];
  /** Epoch milliseconds. */
  readonly openedAt: number;
  readonly settled: Promise<void>;
  readonly settle: (result: Promise<void>) => void;
}

/** Bytes of one backlog record, well below what topics take. */
const MAX_BACKLOG_BYTES = 1024 * 1024;
/** After MongoDB failed, batches go straight to the backlog for so long. */
const AVOID_MS = 2000;
/** Batches that are written to MongoDB at once. */
const MAX_WRITES = 4;

/**
 * Writes attempts in bulk: to MongoDB or, while that doesn't answer, to the backlog topic, from where they come back.
 * `append` resolves once an attempt is safe in either; what can't be written is tried again for ever, never dropped.
 */
export class RequestLogWriter {
  readonly #store: RequestLogStore;
  readonly #produce: (record: OutgoingRecord) => Promise<void>;
  readonly #logger: Logger;
  readonly #options: RequestLogWriterOptions;
  #batch: Batch | undefined;
  #timer: NodeJS.Timeout | undefined;
  readonly #full: Batch[] = [];
  /** All that have begun and are not safe yet, the oldest first. */
  readonly #unwritten = new Set<Batch>();
  #writes = 0;
  #avoidUntil = 0;

  constructor(
    store: RequestLogStore,
    produce: (record: OutgoingRecord) => Promise<void>,
    logger: Logger,
    options: RequestLogWriterOptions,
  ) {
    this.#store = store;
    this.#produce = produce;
    this.#logger = logger;
    this.#options = options;
  }

  /** Attempts that are not safe yet. */
  get waiting(): number {
    let count = 0;
    for (const { attempts } of this.#unwritten) count += attempts.length;
    return count;
  }

  /** Milliseconds for which the oldest of them has waited; 0 when there is none. */
  get lagMs(): number {
    const [oldest] = this.#unwritten;
    return oldest === undefined ? 0 : Date.now() - oldest.openedAt;
  }

  /** Resolves when the attempt is in MongoDB or in the backlog; rejects when `produce` gives up on the backlog. */
  append(attempt: AttemptDocument): Promise<void> {
    const batch = (this.#batch ??= this.#open());
    batch.attempts.push(attempt);
    if (batch.attempts.length >= this.#options.batchSize) this.#seal();
    return batch.settled;
  }

  #open(): Batch {
    this.#timer = setTimeout(() => {
      this.#seal();
    }, this.#options.flushMs);
    const { promise, resolve } = Promise.withResolvers<void>();
    const batch = { attempts: [], openedAt: Date.now(), settled: promise, settle: resolve };
    this.#unwritten.add(batch);
    return batch;
  }

  #seal(): void {
    clearTimeout(this.#timer);
    if (this.#batch === undefined) return;
    this.#full.push(this.#batch);
    this.#batch = undefined;
    this.#writeNext();
  }

  #writeNext(): void {
    if (this.#writes >= MAX_WRITES) return;
    const batch = this.#full.shift();
    if (batch === undefined) return;
    this.#writes += 1;
    batch.settle(
      this.#write(batch.attempts).finally(() => {
        this.#writes -= 1;
        this.#unwritten.delete(batch);
        this.#writeNext();
      }),
    );
  }

  async #write(attempts: readonly AttemptDocument[]): Promise<void> {
    if (this.#store.isReachable && Date.now() >= this.#avoidUntil) {
      try {
        await this.#store.write(attempts);
        this.#options.onWritten('mongodb', attempts.length);
        return;
      } catch (error) {
        this.#avoidUntil = Date.now() + AVOID_MS;
        this.#logger.warn(
          { reason: String(error), attempts: attempts.length },
          'attempts go to the backlog: MongoDB did not take them',
        );
      }
    }
    await Promise.all(packs(attempts).map((pack) => this.#produce(this.#backlogRecord(pack))));
    this.#options.onWritten('backlog', attempts.length);
  }

  #backlogRecord(value: Buffer): OutgoingRecord {
    return { topic: this.#options.backlogTopic, key: this.#options.workerId, value };
  }
}

/** Halves what would be too large for one record. */
function packs(attempts: readonly AttemptDocument[]): Buffer[] {
  const pack = encodeBacklog(attempts);
  if (pack.length <= MAX_BACKLOG_BYTES || attempts.length === 1) return [pack];
  const middle = Math.ceil(attempts.length / 2);
  return [...packs(attempts.slice(0, middle)), ...packs(attempts.slice(middle))];
}
