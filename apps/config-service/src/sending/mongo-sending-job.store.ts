import { Injectable } from '@nestjs/common';
import type { Collection } from 'mongoose';
import { MongoStorage } from '../storage/mongo-storage.ts';
import type { JobProgress, SendingJob } from './sending-job.ts';
import { SendingJobStore } from './sending-job.store.ts';

type Stored = Omit<SendingJob, 'id'> & {
  readonly _id: string;
  readonly owner: string;
  readonly heldUntil: Date;
  readonly expiresAt: Date;
};

const KEPT_MS = 30 * 86_400_000;
const UNDER_WAY = { $in: ['waiting', 'running', 'paused'] as const };

/** Jobs in the collection `sending_jobs`; leases go by the server's clock, which is the same for all replicas. */
@Injectable()
export class MongoSendingJobStore extends SendingJobStore {
  readonly #storage: MongoStorage;
  readonly #collection: Collection<Stored>;

  constructor(storage: MongoStorage) {
    super();
    this.#storage = storage;
    this.#collection = storage.connection.collection<Stored>('sending_jobs');
    storage.prepare(async () => {
      await this.#collection.createIndex({ integrationId: 1, createdAt: -1 }, {}, {});
      await this.#collection.createIndex({ state: 1, heldUntil: 1 }, {}, {});
      await this.#collection.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 }, {});
    });
  }

  override async insert({ id, ...rest }: SendingJob): Promise<void> {
    const expiresAt = new Date(rest.createdAt.getTime() + KEPT_MS);
    const document = { _id: id, ...rest, owner: '', heldUntil: rest.createdAt, expiresAt };
    await this.#storage.run(() => this.#collection.insertOne(document));
  }

  override find(integrationId: string, id: string): Promise<SendingJob | undefined> {
    return this.#storage.run(async () => {
      const found = await this.#collection.findOne({ _id: id, integrationId });
      return found === null ? undefined : toJob(found);
    });
  }

  override list(integrationId: string, limit: number): Promise<readonly SendingJob[]> {
    return this.#storage.run(async () => {
      const found = this.#collection.find({ integrationId }).sort({ createdAt: -1 }).limit(limit);
      return (await found.toArray()).map(toJob);
    });
  }

  override countUnderWay(integrationId: string): Promise<number> {
    return this.#storage.run(() => this.#collection.countDocuments({ integrationId, state: UNDER_WAY }));
  }

  override claim(owner: string, leaseMs: number): Promise<SendingJob | undefined> {
    return this.#storage.run(async () => {
      const found = await this.#collection.findOneAndUpdate(
        { state: UNDER_WAY, $expr: { $lte: ['$heldUntil', '$$NOW'] } },
        [{ $set: { owner, heldUntil: { $add: ['$$NOW', leaseMs] } } }],
        { sort: { heldUntil: 1, createdAt: 1 }, returnDocument: 'after' },
      );
      return found === null ? undefined : toJob(found);
    });
  }

  override save(id: string, owner: string, progress: JobProgress, leaseMs: number): Promise<boolean> {
    return this.#storage.run(async () => {
      const literal = Object.fromEntries(
        Object.entries(progress).map(([name, value]) => [name, { $literal: value }]),
      );
      const { matchedCount } = await this.#collection.updateOne({ _id: id, owner, state: UNDER_WAY }, [
        { $set: { ...literal, heldUntil: { $add: ['$$NOW', leaseMs] } } },
      ]);
      return matchedCount === 1;
    });
  }

  override async release(id: string, owner: string): Promise<void> {
    await this.#storage.run(() =>
      this.#collection.updateOne({ _id: id, owner }, [{ $set: { owner: '', heldUntil: '$$NOW' } }]),
    );
  }

  override cancel(integrationId: string, id: string): Promise<boolean> {
    return this.#storage.run(async () => {
      const { matchedCount } = await this.#collection.updateOne(
        { _id: id, integrationId, state: UNDER_WAY },
        [{ $set: { state: 'cancelled', updatedAt: '$$NOW' } }],
      );
      return matchedCount === 1;
    });
  }
}

function toJob({ _id, owner: _owner, heldUntil: _held, expiresAt: _expires, ...rest }: Stored): SendingJob {
  return { id: _id, ...rest };
}
