import mongoose from 'mongoose';
import type { ConnectOptions, Connection } from 'mongoose';
import type { ConfigOf, mongoSecuritySettings, mongoSettings } from '../config/index.ts';
import type { Logger } from '../logging/index.ts';
import { countClientError } from '../metrics/index.ts';
import { mongoProblem } from './mongo-problem.ts';
import { requirePermissions } from './require-permissions.ts';

export type MongoSettings = Pick<ConfigOf<typeof mongoSettings>, 'MONGODB_URI'> &
  Partial<ConfigOf<typeof mongoSecuritySettings>>;

const FIRST_RETRY_MS = 500;
const MAX_RETRY_MS = 10_000;

/** A connection that comes up when MongoDB does; commands fail at once instead of queueing while it is down. */
export class MongoConnection {
  readonly connection: Connection;
  readonly #uri: string;
  readonly #security: ConnectOptions;
  readonly #logger: Logger;
  #isClosed = false;

  constructor(settings: MongoSettings, logger: Logger) {
    this.#uri = settings.MONGODB_URI;
    this.#security = securityOf(settings);
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
          ...this.#security,
          serverSelectionTimeoutMS: 3000,
          socketTimeoutMS: 20_000,
          maxPoolSize: 10,
          bufferCommands: false,
        });
        await requirePermissions(this.connection);
        return;
      } catch (error) {
        const reason = mongoProblem(error);
        countClientError('mongodb', 'connection');
        this.#logger.warn({ reason, retryInMs: delayMs }, 'MongoDB can’t be used yet; trying again');
        await new Promise((resolve) => setTimeout(resolve, delayMs));
      }
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.connection.close();
  }
}

/** Empty settings leave it to the connection string. */
function securityOf(settings: MongoSettings): ConnectOptions {
  const { MONGODB_USERNAME: username = '', MONGODB_PASSWORD: password = '' } = settings;
  const { MONGODB_TLS: tls = false, MONGODB_TLS_CA: ca = '' } = settings;
  const { MONGODB_TLS_CERT: cert = '', MONGODB_TLS_KEY: key = '' } = settings;
  return {
    ...(username !== '' && { auth: { username, password } }),
    ...(tls && { tls }),
    ...(ca !== '' && { ca }),
    ...(cert !== '' && { cert, key }),
  };
}
