import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import mongoose from 'mongoose';
import type { Model } from 'mongoose';
import type { ScopeKey, SealedBox, SettingsValues, Trigger } from '@patchbay/integration-contracts';
import { MongoStorage } from '../storage/mongo-storage.ts';
import type { IntegrationSettings, SettingsKey } from './integration-settings.ts';
import type { ExclusiveKind } from './one-per-project.ts';
import { SettingsStore } from './settings.store.ts';
import type { DataQuery, PublishedRevision } from './settings.store.ts';

const { Schema, mongo } = mongoose;
const DUPLICATE_KEY = 11_000;
const NO_CLAIM = new Date(0);

interface SettingsDocument {
  _id: string;
  scope: string;
  name: string;
  label: string;
  revision: number;
  publishedRevision: number;
  /** Whether it is in the outbox; two fields can't be compared through an index. */
  isUnpublished: boolean;
  /** By the server's clock, which is the same for all replicas. */
  claimedUntil: Date;
  /** Which taking of a batch holds it. */
  claim: string;
  isActive: boolean;
  isInherited: boolean;
  triggers: Trigger[];
  sealed: SealedBox | null;
  /** Absent in documents from before there were data fields. */
  data?: SettingsValues;
  routing: SettingsValues;
  /** Absent in documents from before there were trackers. */
  exclusive?: ExclusiveKind | null;
  createdAt: Date;
  updatedAt: Date;
}

const schema = new Schema<SettingsDocument>(
  {
    _id: String,
    scope: String,
    name: String,
    label: String,
    revision: Number,
    publishedRevision: Number,
    isUnpublished: Boolean,
    claimedUntil: Date,
    claim: String,
    isActive: Boolean,
    isInherited: Boolean,
    triggers: [String],
    sealed: new Schema<SealedBox>({ key: String, nonce: String, data: String }, { _id: false }),
    data: Schema.Types.Mixed,
    routing: Schema.Types.Mixed,
    exclusive: String,
    createdAt: Date,
    updatedAt: Date,
  },
  {
    collection: 'integration_settings',
    autoCreate: false,
    autoIndex: false,
    minimize: false,
    versionKey: false,
    strict: 'throw',
  },
);
schema.index({ scope: 1, name: 1, label: 1 }, { unique: true });
schema.index(
  { scope: 1, exclusive: 1 },
  { unique: true, partialFilterExpression: { exclusive: { $type: 'string' } } },
);
// Which data fields there are depends on the catalogue.
schema.index({ 'data.$**': 1 });
// Holds the outbox alone, so it stays small however many settings there are.
schema.index({ isUnpublished: 1 }, { partialFilterExpression: { isUnpublished: true } });

/** Settings in the collection `integration_settings`. */
@Injectable()
export class MongoSettingsStore extends SettingsStore {
  readonly #storage: MongoStorage;
  readonly #model: Model<SettingsDocument>;

  constructor(storage: MongoStorage) {
    super();
    this.#storage = storage;
    this.#model = storage.connection.model<SettingsDocument>('IntegrationSettings', schema);
    storage.prepare(() => this.#model.createIndexes());
  }

  override find({ scope, name, label }: SettingsKey): Promise<IntegrationSettings | undefined> {
    return this.#storage.run(async () => {
      const document = await this.#model.findOne({ scope, name, label }).lean<SettingsDocument>();
      return document === null ? undefined : toSettings(document);
    });
  }

  override listScope(scope: ScopeKey): Promise<readonly IntegrationSettings[]> {
    return this.#storage.run(async () => {
      const documents = await this.#model
        .find({ scope })
        .sort({ name: 1, label: 1 })
        .lean<SettingsDocument[]>();
      return documents.map(toSettings);
    });
  }

  override search({ name, field, value, limit, after }: DataQuery): Promise<readonly IntegrationSettings[]> {
    const isWanted = {
      name,
      [`data.${field}`]: { $eq: value },
      ...(after !== undefined && { _id: { $gt: after } }),
    };
    return this.#storage.run(async () => {
      const documents = await this.#model
        .find(isWanted)
        .sort({ _id: 1 })
        .limit(limit)
        .lean<SettingsDocument[]>();
      return documents.map(toSettings);
    });
  }

  override insert(settings: IntegrationSettings): Promise<boolean> {
    return this.#storage.run(() =>
      unlessTaken(async () => {
        await this.#model.create({ ...toDocument(settings), claimedUntil: NO_CLAIM, claim: '' });
        return true;
      }),
    );
  }

  override replace(settings: IntegrationSettings, expectedRevision: number): Promise<boolean> {
    const { _id, publishedRevision: _published, ...changed } = toDocument(settings);
    return this.#storage.run(() =>
      unlessTaken(async () => {
        const result = await this.#model.updateOne({ _id, revision: expectedRevision }, { $set: changed });
        return result.matchedCount === 1;
      }),
    );
  }

  override claimUnpublished(limit: number, claimMs: number): Promise<readonly IntegrationSettings[]> {
    const isFree = { isUnpublished: true, $expr: { $lte: ['$claimedUntil', '$$NOW'] } };
    const claim = randomUUID();
    return this.#storage.run(async () => {
      const free = await this.#model.find(isFree, { _id: 1 }).limit(limit).lean<{ _id: string }[]>();
      if (free.length === 0) return [];
      const ids = free.map(({ _id }) => _id);
      await this.#model.updateMany(
        { _id: { $in: ids }, ...isFree },
        [{ $set: { claim, claimedUntil: { $add: ['$$NOW', claimMs] } } }],
        { updatePipeline: true },
      );
      const claimed = await this.#model.find({ _id: { $in: ids }, claim }).lean<SettingsDocument[]>();
      return claimed.map(toSettings);
    });
  }

  override async markPublished(published: readonly PublishedRevision[]): Promise<void> {
    await this.#storage.run(() =>
      this.#model.bulkWrite(
        published.map(({ id, revision }) => ({
          updateOne: {
            filter: { _id: id },
            update: [
              {
                $set: {
                  publishedRevision: { $max: ['$publishedRevision', revision] },
                  isUnpublished: {
                    $or: [{ $gt: ['$revision', revision] }, { $gt: ['$publishedRevision', revision] }],
                  },
                  claimedUntil: NO_CLAIM,
                },
              },
            ],
            updatePipeline: true,
          },
        })),
        { ordered: false },
      ),
    );
  }

  override async release(ids: readonly string[]): Promise<void> {
    await this.#storage.run(() =>
      this.#model.updateMany({ _id: { $in: [...ids] } }, { $set: { claimedUntil: NO_CLAIM } }),
    );
  }

  override countUnpublished(): Promise<number> {
    return this.#storage.run(() => this.#model.countDocuments({ isUnpublished: true }));
  }
}

/** @returns `false` where a unique index refuses the write */
async function unlessTaken(write: () => Promise<boolean>): Promise<boolean> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY) return false;
    throw error;
  }
}

function toSettings(document: SettingsDocument): IntegrationSettings {
  const { _id, scope, isUnpublished: _unpublished, claimedUntil: _until, claim: _claim, ...rest } = document;
  return { id: _id, scope: scope as ScopeKey, data: {}, exclusive: null, ...rest };
}

function toDocument(settings: IntegrationSettings): Omit<SettingsDocument, 'claim' | 'claimedUntil'> {
  const { id, triggers, ...rest } = settings;
  return { _id: id, ...rest, triggers: [...triggers], isUnpublished: true };
}
