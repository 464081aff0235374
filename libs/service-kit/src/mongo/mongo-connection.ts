import mongoose from 'mongoose';
import type { Connection } from 'mongoose';
import type { Logger } from '../logging/index.ts';
import { countClientError } from '../metrics/index.ts';

const FIRST_RETRY_MS = 500;
const MAX_RETRY_MS = 10_000;

/** A connection that comes up when MongoDB does; commands fail at once instead of queueing while it is down. */
export class MongoConnection {
  readonly connection: Connection;
  readonly #uri: string;
  readonly #logger: Logger;
  #isClosed = false;

  constructor(uri: string, logger: Logger) {
    this.#uri = uri;
    this.#logger = logger;
    this.connection = mongoose.createConnection();
    this.connection.set('bufferCommands', false);
    this.connection.on('disconnected', () => {
      if (this.#isClosed) return;
      countClientError('mongodb', 'connection');
      logger.warn('MongoDB is not reachable; trying again');
    });
    this.connection.on('connected', () => {
      logger.info('connected to MongoDB');
    });
    // An unhandled 'error' event would end the process; the driver reconnects by itself.
    this.connection.on('error', (error: Error) => {
      countClientError('mongodb', 'driver');
      logger.warn({ err: error }, 'MongoDB connection error');
    });
  }

  get isConnected(): boolean {
    return this.connection.readyState === mongoose.ConnectionStates.connected;
  }

  /** Tries until it succeeds or is closed; each failure is one log line. */
  async connect(): Promise<void> {
    for (let delayMs = FIRST_RETRY_MS; !this.#isClosed; delayMs = Math.min(delayMs * 2, MAX_RETRY_MS)) {
      try {
        await this.connection.openUri(this.#uri, {
          serverSelectionTimeoutMS: 3000,
          socketTimeoutMS: 20_000,
          maxPoolSize: 10,
          bufferCommands: false,
        });
        return;
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        countClientError('mongodb', 'connection');
        this.#logger.warn({ reason, retryInMs: delayMs }, 'MongoDB can’t be reached; is MONGODB_URI right?');
        await new Promise((resolve) => setTimeout(resolve, delayMs));
      }
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.connection.close();
  }
}
