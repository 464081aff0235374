import { REQUEST_LOG_COLLECTION } from '@patchbay/integration-contracts';
import { MongoConnection } from '@patchbay/service-kit/mongo';
import { createLogger } from '@patchbay/service-kit/logging';

interface LoggedAttempt {
  readonly _id: string;
  readonly deliveryId: string;
  readonly attempt: number;
}

/** Looks at the request log where it lies, past the API that it is shown through. */
export class LoggedAttempts {
  readonly #mongo: MongoConnection;

  private constructor(mongo: MongoConnection) {
    this.#mongo = mongo;
  }

  static async connect(uri: string): Promise<LoggedAttempts> {
    const mongo = new MongoConnection({ MONGODB_URI: uri }, createLogger('tools', 'fatal'));
    await mongo.connect();
    return new LoggedAttempts(mongo);
  }

  /** `<delivery id>:<attempt>` of everything logged for these events. */
  async ofEvents(eventIds: readonly string[]): Promise<ReadonlySet<string>> {
    const found = await this.#collection()
      .find({ eventId: { $in: eventIds } }, { projection: { deliveryId: 1, attempt: 1 } })
      .toArray();
    return new Set(found.map(({ deliveryId, attempt }) => `${deliveryId}:${String(attempt)}`));
  }

  /** Of all runs; cheap. */
  total(): Promise<number> {
    return this.#collection().estimatedDocumentCount();
  }

  close(): Promise<void> {
    return this.#mongo.close();
  }

  #collection() {
    return this.#mongo.connection.collection<LoggedAttempt>(REQUEST_LOG_COLLECTION);
  }
}
