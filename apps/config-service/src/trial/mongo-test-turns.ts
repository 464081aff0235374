import { Inject, Injectable } from '@nestjs/common';
import type { Collection } from 'mongoose';
import { CONFIG } from '@patchbay/service-kit/service';
import type { ConfigServiceConfig } from '../config.ts';
import { Clock } from '../settings/clock.ts';
import { MongoStorage } from '../storage/mongo-storage.ts';
import { TestTurns } from './test-turns.ts';

interface Minute {
  readonly _id: string;
  readonly count: number;
  readonly expiresAt: Date;
}

const MINUTE_MS = 60_000;

/** Turns in the collection `test_turns`, one document for each thing that is tested and each minute. */
@Injectable()
export class MongoTestTurns extends TestTurns {
  readonly #storage: MongoStorage;
  readonly #clock: Clock;
  readonly #limit: number;
  readonly #collection: Collection<Minute>;

  constructor(
    storage: MongoStorage,
    clock: Clock,
    @Inject(CONFIG) config: Pick<ConfigServiceConfig, 'TESTS_PER_MINUTE'>,
  ) {
    super();
    this.#storage = storage;
    this.#clock = clock;
    this.#limit = config.TESTS_PER_MINUTE;
    this.#collection = storage.connection.collection<Minute>('test_turns');
    storage.prepare(async () => {
      await this.#collection.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 }, {});
    });
  }

  override take(key: string): Promise<boolean> {
    const minute = Math.floor(this.#clock.now().getTime() / MINUTE_MS);
    return this.#storage.run(async () => {
      const turn = await this.#collection.findOneAndUpdate(
        { _id: `${key}@${minute}` },
        { $inc: { count: 1 }, $setOnInsert: { expiresAt: new Date((minute + 2) * MINUTE_MS) } },
        { upsert: true, returnDocument: 'after' },
      );
      return (turn?.count ?? 0) <= this.#limit;
    });
  }
}
