import { Injectable } from '@nestjs/common';
import mongoose from 'mongoose';
import type { Model } from 'mongoose';
import { INSTANCE_SCOPE } from '@patchbay/integration-contracts';
import { MongoStorage } from '../storage/mongo-storage.ts';
import type { StoredToken } from './stored-token.ts';
import { TokenStore } from './token.store.ts';
import type { Rotation, TokenQuery } from './token.store.ts';

const { Schema, mongo } = mongoose;
const DUPLICATE_KEY = 11_000;

type TokenDocument = Omit<StoredToken, 'id'> & { readonly _id: string };

const schema = new Schema<TokenDocument>(
  {
    _id: String,
    name: String,
    kind: String,
    owner: String,
    role: String,
    scope: String,
    within: [String],
    hash: String,
    createdAt: Date,
    createdBy: String,
    expiresAt: Date,
    revokedAt: Date,
    lastUsedAt: Date,
  },
  {
    collection: 'access_tokens',
    autoCreate: false,
    autoIndex: false,
    versionKey: false,
    strict: 'throw',
  },
);
schema.index({ hash: 1 }, { unique: true });
schema.index({ within: 1, createdAt: -1, _id: -1 });

/** Tokens in the collection `access_tokens`. */
@Injectable()
export class MongoTokenStore extends TokenStore {
  readonly #storage: MongoStorage;
  readonly #model: Model<TokenDocument>;

  constructor(storage: MongoStorage) {
    super();
    this.#storage = storage;
    this.#model = storage.connection.model<TokenDocument>('AccessToken', schema);
    storage.prepare(() => this.#model.createIndexes());
  }

  override insert({ id, ...token }: StoredToken): Promise<boolean> {
    return this.#storage.run(async () => {
      try {
        await this.#model.create({ _id: id, ...token });
        return true;
      } catch (error) {
        if (error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY) return false;
        throw error;
      }
    });
  }

  override find(id: string): Promise<StoredToken | undefined> {
    return this.#findOne({ _id: id });
  }

  override findByHash(hash: string): Promise<StoredToken | undefined> {
    return this.#findOne({ hash });
  }

  override list({ within, limit, after }: TokenQuery): Promise<readonly StoredToken[]> {
    const isNext = after && {
      $or: [{ createdAt: { $lt: after.at } }, { createdAt: after.at, _id: { $lt: after.id } }],
    };
    return this.#storage.run(async () => {
      const documents = await this.#model
        .find({ within, ...isNext })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit)
        .lean<TokenDocument[]>();
      return documents.map(toToken);
    });
  }

  override async revoke(id: string, at: Date): Promise<void> {
    await this.#storage.run(() =>
      this.#model.updateOne({ _id: id, revokedAt: null }, { $set: { revokedAt: at } }),
    );
  }

  override rotate({ id, from, to, expiresAt }: Rotation): Promise<boolean> {
    return this.#storage.run(async () => {
      const isUnchanged = { _id: id, hash: from, revokedAt: null };
      const result = await this.#model.updateOne(isUnchanged, { $set: { hash: to, expiresAt } });
      return result.matchedCount === 1;
    });
  }

  override async noteUse(id: string, at: Date): Promise<void> {
    await this.#storage.run(() => this.#model.updateOne({ _id: id }, { $max: { lastUsedAt: at } }));
  }

  override hasInstanceAdmin(at: Date): Promise<boolean> {
    const isUsable = { revokedAt: null, $or: [{ expiresAt: null }, { expiresAt: { $gt: at } }] };
    return this.#storage.run(
      async () =>
        (await this.#model.exists({
          within: INSTANCE_SCOPE,
          scope: INSTANCE_SCOPE,
          role: 'admin',
          ...isUsable,
        })) !== null,
    );
  }

  #findOne(isWanted: { readonly _id: string } | { readonly hash: string }): Promise<StoredToken | undefined> {
    return this.#storage.run(async () => {
      const document = await this.#model.findOne(isWanted).lean<TokenDocument>();
      return document === null ? undefined : toToken(document);
    });
  }
}

function toToken({ _id, ...rest }: TokenDocument): StoredToken {
  return { id: _id, ...rest };
}
