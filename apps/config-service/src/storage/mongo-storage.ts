import { Inject, Injectable } from '@nestjs/common';
import mongoose from 'mongoose';
import type { Connection } from 'mongoose';
import { AppError } from '@patchbay/integration-contracts';
import { Readiness } from '@patchbay/service-kit/http';
import { untilReachable } from '@patchbay/service-kit/kafka';
import type { Logger } from '@patchbay/service-kit/logging';
import { MongoConnection } from '@patchbay/service-kit/mongo';
import type { MongoSettings } from '@patchbay/service-kit/mongo';
import { CONFIG, LOGGER } from '@patchbay/service-kit/service';
import type { ConfigServiceConfig } from '../config.ts';

type StorageConfig = MongoSettings & Pick<ConfigServiceConfig, 'MONGODB_TIMEOUT'>;

const { mongo } = mongoose;
/** What the driver throws when nobody answers, whatever was asked. */
const UNREACHABLE = [
  mongo.MongoNetworkError,
  mongo.MongoServerSelectionError,
  mongo.MongoNotConnectedError,
  mongo.MongoTopologyClosedError,
  mongo.MongoOperationTimeoutError,
  mongoose.Error.MongooseServerSelectionError,
];
/** Set by the driver on answers of a server that steps down, shuts down or is not the primary. */
const RETRYABLE = 'RetryableWriteError';
/** Thrown by the driver, but not exported by it. */
const POOL_CLOSED = 'MongoPoolClosedError';

/** MongoDB as this service sees it: work is refused at once while it is away, and goes on when it is back. */
@Injectable()
export class MongoStorage {
  readonly #mongo: MongoConnection;
  readonly #config: StorageConfig;
  readonly #logger: Logger;
  readonly #preparations: (() => Promise<void>)[] = [];
  #isPrepared = false;

  constructor(@Inject(CONFIG) config: StorageConfig, @Inject(LOGGER) logger: Logger, readiness: Readiness) {
    this.#mongo = new MongoConnection(config, logger);
    this.#config = config;
    this.#logger = logger;
    readiness.add('mongodb', () => (this.isReady ? undefined : 'MongoDB can’t be reached'));
  }

  get connection(): Connection {
    return this.#mongo.connection;
  }

  get isReady(): boolean {
    return this.#isPrepared && this.#mongo.isConnected;
  }

  /** Adds work that must be done once after connecting, before any other: indexes. */
  prepare(task: () => Promise<void>): void {
    this.#preparations.push(task);
  }

  /** Connects and prepares; resolves when that is done, however long MongoDB stays away. */
  async open(signal: AbortSignal): Promise<void> {
    await this.#mongo.connect();
    for (const task of this.#preparations) {
      await untilReachable('MongoDB indexes', task, this.#logger, signal);
    }
    this.#isPrepared = true;
  }

  /**
   * Does something with MongoDB.
   * @throws AppError `mongodb_unavailable` when it is away or doesn't answer in time; a write may then have happened or not
   */
  async run<Result>(operation: () => Promise<Result>): Promise<Result> {
    if (!this.isReady) throw new AppError('mongodb_unavailable', 'It is not connected.');
    try {
      return await this.#inTime(operation());
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      throw new AppError('mongodb_unavailable', error.message, { cause: error });
    }
  }

  async close(): Promise<void> {
    await this.#mongo.close();
  }

  /** The driver's own time-outs are far longer than anybody waits for a page. */
  async #inTime<Result>(operation: Promise<Result>): Promise<Result> {
    const timeoutMs = this.#config.MONGODB_TIMEOUT;
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        reject(new AppError('mongodb_unavailable', `There was no answer for ${timeoutMs} ms.`));
      }, timeoutMs);
    });
    return Promise.race([operation, timeout]).finally(() => {
      clearTimeout(timer);
    });
  }
}

function isUnreachable(error: unknown): error is Error {
  if (UNREACHABLE.some((type) => error instanceof type)) return true;
  return error instanceof mongo.MongoError && (error.name === POOL_CLOSED || error.hasErrorLabel(RETRYABLE));
}
