import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';
import { AppError, REQUEST_LOG_COLLECTION, REQUEST_LOG_INDEXES } from '@patchbay/integration-contracts';
import type { MongoConnection } from '@patchbay/service-kit/mongo';
import type { Logger } from '@patchbay/service-kit/logging';
import type { AttemptDocument } from '@patchbay/integration-contracts';
import { RequestLogStore } from './request-log.store.ts';

/** Server error code for a document that is there already. */
const DUPLICATE_KEY = 11_000;
const INDEX_CHECK_MS = 10_000;

/** The request log in MongoDB; documents go straight to the driver, since mongoose's checks would cost more than the insert. */
export class MongoRequestLogStore extends RequestLogStore {
  readonly #mongo: MongoConnection;
  readonly #logger: Logger;
  readonly #timeoutMs: number;

  constructor(mongo: MongoConnection, logger: Logger, timeoutMs: number) {
    super();
    this.#mongo = mongo;
    this.#logger = logger;
    this.#timeoutMs = timeoutMs;
  }

  override get isReachable(): boolean {
    return this.#mongo.isConnected;
  }

  override async write(attempts: readonly AttemptDocument[]): Promise<void> {
    const collection = this.#mongo.connection.collection<AttemptDocument>(REQUEST_LOG_COLLECTION);
    try {
      await withTimeout(collection.insertMany([...attempts], { ordered: false }), this.#timeoutMs);
    } catch (error) {
      if (isOnlyDuplicates(error)) return;
      // The driver's error holds the documents, and would carry them into the log of whoever reports it.
      throw new AppError('mongodb_unavailable', error instanceof Error ? error.message : String(error));
    }
  }

  /**
   * Creates what the log is read by and expires by, and looks after it now and then: a collection that was dropped comes back
   * without. Creating what is there costs next to nothing.
   */
  async keepIndexes(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.ensureIndexes();
      } catch (error) {
        this.#logger.warn({ reason: String(error) }, 'the request log has no indexes yet; trying again');
      }
      await sleep(INDEX_CHECK_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  /** @throws what MongoDB reports */
  async ensureIndexes(): Promise<void> {
    const collection = this.#mongo.connection.collection(REQUEST_LOG_COLLECTION);
    await collection.createIndexes(
      REQUEST_LOG_INDEXES.map(({ key, ...options }) => ({ key: { ...key }, ...options })),
    );
  }
}

function isOnlyDuplicates(error: unknown): boolean {
  if (!(error instanceof mongoose.mongo.MongoBulkWriteError)) return false;
  // Written, but not by enough members: a new primary may not have it.
  if (error.result.getWriteConcernError() !== undefined) return false;
  const writeErrors = Array.isArray(error.writeErrors) ? error.writeErrors : [error.writeErrors];
  return writeErrors.length > 0 && writeErrors.every(({ code }) => code === DUPLICATE_KEY);
}

function withTimeout<Result>(work: Promise<Result>, timeoutMs: number): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`MongoDB did not answer within ${timeoutMs} ms`));
    }, timeoutMs);
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
    });
  });
}
