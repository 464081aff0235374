import { Injectable } from '@nestjs/common';
import mongoose from 'mongoose';
import type { Collection } from 'mongoose';
import { MongoStorage } from '../storage/mongo-storage.ts';
import { RotationStore } from './rotation.store.ts';
import type { RotationFindings, RotationStart, RotationState } from './rotation.store.ts';

type Stored = RotationState & {
  readonly _id: string;
  readonly owner: string;
  /** By the server's clock, which is the same for all replicas. */
  readonly leasedUntil: Date;
};

const DUPLICATE_KEY = 11_000;
/** There is one document: the last rotation. */
const _id = 'key-rotation';

/** Rotations in the collection `maintenance`. */
@Injectable()
export class MongoRotationStore extends RotationStore {
  readonly #storage: MongoStorage;
  readonly #collection: Collection<Stored>;

  constructor(storage: MongoStorage) {
    super();
    this.#storage = storage;
    this.#collection = storage.connection.collection<Stored>('maintenance');
  }

  override read(): Promise<RotationState | undefined> {
    return this.#storage.run(async () => {
      const found = await this.#collection.findOne({ _id });
      if (found === null) return undefined;
      const { _id: _one, owner: _owner, leasedUntil: _until, ...state } = found;
      return state;
    });
  }

  override begin(start: RotationStart): Promise<boolean> {
    const fresh = { isRunning: true, finishedAt: null, done: 0, failed: 0, failures: [] };
    const isOther = { _id, $nor: [{ isRunning: true, key: start.key }] };
    const begun = { $set: { ...start, ...fresh, owner: '', leasedUntil: new Date(0) } };
    return this.#storage.run(async () => {
      try {
        await this.#collection.updateOne(isOther, begun, { upsert: true });
        return true;
      } catch (error) {
        // The one that runs has the id that a new one would have.
        if (error instanceof mongoose.mongo.MongoServerError && error.code === DUPLICATE_KEY) return false;
        throw error;
      }
    });
  }

  override hold(owner: string, key: string, leaseMs: number): Promise<boolean> {
    const isFree = { $or: [{ $eq: ['$owner', owner] }, { $lte: ['$leasedUntil', '$$NOW'] }] };
    const held = { owner, leasedUntil: { $add: ['$$NOW', leaseMs] } };
    return this.#storage.run(async () => {
      const filter = { _id, isRunning: true, key, $expr: isFree };
      const { matchedCount } = await this.#collection.updateOne(filter, [{ $set: held }]);
      return matchedCount === 1;
    });
  }

  override async report(
    owner: string,
    { resealed, failed, failures }: RotationFindings & { readonly resealed: number },
  ): Promise<void> {
    const progress = { $inc: { done: resealed }, $set: { failed, failures } };
    await this.#storage.run(() => this.#collection.updateOne({ _id, owner }, progress));
  }

  override async finish(owner: string, at: Date): Promise<void> {
    const finished = { isRunning: false, finishedAt: at, total: { $add: ['$done', '$failed'] } };
    await this.#storage.run(() => this.#collection.updateOne({ _id, owner }, [{ $set: finished }]));
  }
}
