import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import mongoose from 'mongoose';
import type { Collection } from 'mongoose';
import { HEALTH_STATES } from '@patchbay/integration-contracts';
import type { HealthState } from '@patchbay/integration-contracts';
import { MongoStorage } from '../storage/mongo-storage.ts';
import { HealthStore } from './health.store.ts';
import type { HealthList, HealthQuery } from './health.store.ts';
import type { IntegrationHealth } from './integration-health.ts';

type StoredHealth = Omit<IntegrationHealth, 'id'> & {
  readonly _id: string;
  readonly isUnpublished?: boolean;
  readonly publishedVersion?: number;
  readonly claimedUntil?: Date;
  readonly claim?: string;
};

const { mongo } = mongoose;
const DUPLICATE_KEY = 11_000;
const NO_CLAIM = new Date(0);

/** Health in the collection `integration_health`. */
@Injectable()
export class MongoHealthStore extends HealthStore {
  readonly #storage: MongoStorage;
  readonly #collection: Collection<StoredHealth>;

  constructor(storage: MongoStorage) {
    super();
    this.#storage = storage;
    this.#collection = storage.connection.collection<StoredHealth>('integration_health');
    storage.prepare(async () => {
      await this.#collection.createIndexes([
        { key: { state: 1, _id: 1 } },
        { key: { isUnpublished: 1 }, partialFilterExpression: { isUnpublished: true } },
      ]);
    });
  }

  override find(ids: readonly string[]): Promise<ReadonlyMap<string, IntegrationHealth>> {
    return this.#storage.run(async () => {
      const found = await this.#collection.find({ _id: { $in: [...ids] } }).toArray();
      return new Map(found.map((document) => [document._id, toHealth(document)]));
    });
  }

  override list({ state, offset, limit }: HealthQuery): Promise<HealthList> {
    const filter = state === undefined ? {} : { state };
    return this.#storage.run(async () => {
      const [total, found] = await Promise.all([
        this.#collection.countDocuments(filter),
        this.#collection.find(filter).sort({ _id: 1 }).skip(offset).limit(limit).toArray(),
      ]);
      return { total, items: found.map(toHealth) };
    });
  }

  override countByState(): Promise<Readonly<Record<HealthState, number>>> {
    return this.#storage.run(async () => {
      const counts = await Promise.all(
        HEALTH_STATES.map((state) => this.#collection.countDocuments({ state })),
      );
      const [healthy = 0, paused = 0, off = 0] = counts;
      return { healthy, paused, off };
    });
  }

  override save(changed: readonly IntegrationHealth[]): Promise<number> {
    if (changed.length === 0) return Promise.resolve(0);
    const writes = changed.map(({ id: _id, revision, ...content }) => ({
      updateOne: {
        filter: { _id, revision },
        update: {
          $set: {
            ...content,
            revision: revision + 1,
            ...(content.pending.length > 0 && { isUnpublished: true }),
          },
        },
        // Of what is stored meanwhile it would make a second one, which the id does not allow.
        upsert: revision === 0,
      },
    }));
    return this.#storage.run(async () => {
      try {
        const { matchedCount, upsertedCount } = await this.#collection.bulkWrite(writes, { ordered: false });
        return matchedCount + upsertedCount;
      } catch (error) {
        if (!(error instanceof mongo.MongoBulkWriteError) || error.code !== DUPLICATE_KEY) throw error;
        return error.result.matchedCount + error.result.upsertedCount;
      }
    });
  }

  override async remove(ids: readonly string[]): Promise<void> {
    await this.#storage.run(() => this.#collection.deleteMany({ _id: { $in: [...ids] } }));
  }

  override claimUnpublished(limit: number, claimMs: number): Promise<readonly IntegrationHealth[]> {
    const isFree = {
      isUnpublished: true,
      $expr: { $lte: [{ $ifNull: ['$claimedUntil', NO_CLAIM] }, '$$NOW'] },
    };
    const claim = randomUUID();
    return this.#storage.run(async () => {
      const free = await this.#collection.find(isFree).project({ _id: 1 }).limit(limit).toArray();
      if (free.length === 0) return [];
      const ids = free.map(({ _id }) => String(_id));
      await this.#collection.updateMany({ _id: { $in: ids }, ...isFree }, [
        { $set: { claim, claimedUntil: { $add: ['$$NOW', claimMs] } } },
      ]);
      const claimed = await this.#collection.find({ _id: { $in: ids }, claim }).toArray();
      return claimed.map(toHealth);
    });
  }

  override async markPublished(
    published: readonly Pick<IntegrationHealth, 'id' | 'version'>[],
  ): Promise<void> {
    await this.#storage.run(() =>
      this.#collection.bulkWrite(
        published.map(({ id, version }) => ({
          updateOne: { filter: { _id: id }, update: [{ $set: marking(version) }] },
        })),
      ),
    );
  }

  override async release(ids: readonly string[]): Promise<void> {
    await this.#storage.run(() =>
      this.#collection.updateMany({ _id: { $in: [...ids] } }, { $set: { claimedUntil: NO_CLAIM } }),
    );
  }
}

/** The revision is raised, so that whoever read the changes before does not write them back. */
function marking(version: number) {
  const publishedVersion = { $ifNull: ['$publishedVersion', 0] };
  return {
    pending: { $filter: { input: '$pending', cond: { $gt: ['$$this.version', version] } } },
    revision: { $add: ['$revision', 1] },
    publishedVersion: { $max: [publishedVersion, version] },
    isUnpublished: { $or: [{ $gt: ['$version', version] }, { $gt: [publishedVersion, version] }] },
    claimedUntil: NO_CLAIM,
  };
}

function toHealth(document: StoredHealth): IntegrationHealth {
  const { _id: id, isUnpublished: _unpublished, publishedVersion: _published, ...rest } = document;
  const { claimedUntil: _until, claim: _claim, ...content } = rest;
  return { id, ...content };
}
