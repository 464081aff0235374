import { Injectable } from '@nestjs/common';
import type { Collection } from 'mongoose';
import { MongoStorage } from '../storage/mongo-storage.ts';
import { SignInCodeStore } from './sign-in-code.store.ts';
import type { SignInCode } from './sign-in-code.store.ts';

type Stored = Omit<SignInCode, 'hash'> & { readonly _id: string };

/** Codes in the collection `sign_in_codes`; MongoDB itself removes those that nobody came with. */
@Injectable()
export class MongoSignInCodeStore extends SignInCodeStore {
  readonly #storage: MongoStorage;
  readonly #collection: Collection<Stored>;

  constructor(storage: MongoStorage) {
    super();
    this.#storage = storage;
    this.#collection = storage.connection.collection<Stored>('sign_in_codes');
    storage.prepare(async () => {
      await this.#collection.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 }, {});
    });
  }

  override async keep({ hash: _id, ...code }: SignInCode): Promise<void> {
    await this.#storage.run(() => this.#collection.insertOne({ _id, ...code }));
  }

  override take(hash: string, now: Date): Promise<SignInCode | undefined> {
    return this.#storage.run(async () => {
      const taken = await this.#collection.findOneAndDelete({ _id: hash, expiresAt: { $gt: now } });
      if (taken === null) return undefined;
      const { _id, ...code } = taken;
      return { hash: _id, ...code };
    });
  }
}
