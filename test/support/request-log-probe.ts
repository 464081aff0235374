import { REQUEST_LOG_COLLECTION } from '@patchbay/integration-contracts';
import { MongoConnection } from '@patchbay/service-kit/mongo';
import { createLogger } from '@patchbay/service-kit/logging';

/** A logged attempt as it lies in MongoDB; only what tests look at. */
export interface StoredAttempt {
  readonly _id: string;
  readonly deliveryId: string;
  readonly eventId: string;
  readonly integrationId: string;
  readonly attempt: number;
  readonly outcome: string;
  readonly [member: string]: unknown;
}

/** Looks into MongoDB past the services. */
export class RequestLogProbe {
  readonly #mongo: MongoConnection;

  constructor(uri: string) {
    this.#mongo = new MongoConnection({ MONGODB_URI: uri }, createLogger('tests', 'fatal'));
  }

  connect(): Promise<void> {
    return this.#mongo.connect();
  }

  attempts(filter: Readonly<Record<string, unknown>> = {}): Promise<readonly StoredAttempt[]> {
    return this.#mongo.connection.collection<StoredAttempt>(REQUEST_LOG_COLLECTION).find(filter).toArray();
  }

  async countDeliveries(): Promise<number> {
    const counted = this.#mongo.connection
      .collection(REQUEST_LOG_COLLECTION)
      .aggregate<{ count: number }>([{ $group: { _id: '$deliveryId' } }, { $count: 'count' }]);
    return (await counted.toArray())[0]?.count ?? 0;
  }

  async drop(): Promise<void> {
    await this.#mongo.connection.collection(REQUEST_LOG_COLLECTION).drop();
  }

  async indexes(): Promise<readonly string[]> {
    const found = await this.#mongo.connection.collection(REQUEST_LOG_COLLECTION).indexes();
    return found.map(({ name }) => String(name));
  }

  /** Everything in the database, as text: what must not be there can be looked for. */
  async everything(): Promise<string> {
    const collections = await this.#mongo.connection.listCollections();
    const documents = await Promise.all(
      collections.map(({ name }) => this.#mongo.connection.collection(name).find().toArray()),
    );
    return textOf(documents);
  }

  close(): Promise<void> {
    return this.#mongo.close();
  }
}

/** All texts and numbers in a value. Bodies are stored as binary, which JSON would show in base64. */
function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if ('_bsontype' in value && 'buffer' in value) return Buffer.from(value.buffer as Uint8Array).toString();
  return Object.entries(value)
    .map(([name, member]) => `${name}: ${textOf(member)}`)
    .join('\n');
}
