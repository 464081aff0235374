import { Injectable } from '@nestjs/common';
import mongoose from 'mongoose';
import type { ClientSession, Collection } from 'mongoose';
import { MongoStorage } from '../storage/mongo-storage.ts';
import { AccountingStore } from './accounting.store.ts';
import type {
  AccountingTotals,
  CountBulk,
  IntegrationCount,
  PartitionAccount,
  PartitionCount,
} from './accounting.store.ts';
import type { Figures } from './figures.ts';

type StoredPartition = PartitionAccount & { readonly _id: number; readonly at: Date };
type StoredFigures = Figures & { readonly _id: string; readonly at: Date };

/** Thrown inside of a transaction to undo it. */
class MovedOnError extends Error {
  override readonly name = 'MovedOnError';
}

const DUPLICATE_KEY = 11_000;

/**
 * Totals in `accounting_partitions`, `accounting_integrations` and `accounting_kinds`. Offsets are stored in the transaction that
 * stores the counts, so that a record is never counted twice, nor passed over.
 */
@Injectable()
export class MongoAccountingStore extends AccountingStore {
  readonly #storage: MongoStorage;
  readonly #partitions: Collection<StoredPartition>;
  readonly #integrations: Collection<StoredFigures>;
  readonly #kinds: Collection<StoredFigures>;

  constructor(storage: MongoStorage) {
    super();
    const { connection } = storage;
    this.#storage = storage;
    this.#partitions = connection.collection<StoredPartition>('accounting_partitions');
    this.#integrations = connection.collection<StoredFigures>('accounting_integrations');
    this.#kinds = connection.collection<StoredFigures>('accounting_kinds');
  }

  override find(partition: number): Promise<PartitionAccount | undefined> {
    return this.#storage.run(async () => {
      const found = await this.#partitions.findOne({ _id: partition });
      if (found === null) return undefined;
      const { _id, at: _at, ...account } = found;
      return account;
    });
  }

  override add(bulk: CountBulk): Promise<boolean> {
    return this.#storage.run(async () => {
      const session = await this.#storage.connection.startSession();
      try {
        await session.withTransaction(() => this.#addWithin(session, bulk));
        return true;
      } catch (error) {
        if (error instanceof MovedOnError || isTaken(error)) return false;
        throw error;
      } finally {
        await session.endSession();
      }
    });
  }

  override totals(): Promise<AccountingTotals> {
    return this.#storage.run(async () => {
      const [partitions, kinds] = await Promise.all([
        this.#partitions.find({}, { projection: { balance: 1, at: 1 } }).toArray(),
        this.#kinds.find({}).sort({ _id: 1 }).toArray(),
      ]);
      const newest = Math.max(...partitions.map(({ at }) => at.getTime()));
      return {
        balance: partitions.reduce((sum, { balance }) => sum + balance, 0),
        ...(partitions.length > 0 && { at: new Date(newest) }),
        kinds: kinds.map(({ _id: name, at: _at, ...figures }) => ({ name, ...figures })),
      };
    });
  }

  override figuresOf(integrationId: string): Promise<(Figures & { readonly at: Date }) | undefined> {
    return this.#storage.run(async () => {
      const found = await this.#integrations.findOne({ _id: integrationId });
      if (found === null) return undefined;
      const { _id, ...figures } = found;
      return figures;
    });
  }

  async #addWithin(session: ClientSession, { at, partitions, integrations }: CountBulk): Promise<void> {
    // One after the other: a session does one thing at a time.
    for (const count of partitions) await this.#move(session, count, at);
    if (integrations.length === 0) return;
    const add = (_id: string, figures: Figures) => ({
      updateOne: { filter: { _id }, update: { $inc: { ...figures }, $set: { at } }, upsert: true },
    });
    const own = integrations.map(({ integrationId, figures }) => add(integrationId, figures));
    await this.#integrations.bulkWrite(own, { session, ordered: false });
    const kinds = integrations.map(({ name, figures }: IntegrationCount) => add(name, figures));
    await this.#kinds.bulkWrite(kinds, { session, ordered: false });
  }

  /** @throws MovedOnError when it is not where the count begins */
  async #move(session: ClientSession, count: PartitionCount, at: Date): Promise<void> {
    const { partition, from, to, figures, balance } = count;
    const isFirst = Object.values(from).every((offset) => offset === 0);
    const fields = Object.entries(figures).map(([name, value]) => [`figures.${name}`, value as number]);
    const { matchedCount, upsertedCount } = await this.#partitions.updateOne(
      { _id: partition, positions: from },
      { $inc: Object.fromEntries(fields) as Record<string, number>, $set: { positions: to, balance, at } },
      { session, upsert: isFirst },
    );
    if (matchedCount + upsertedCount === 0) throw new MovedOnError();
  }
}

/** Somebody else made the first entry of the partition. */
function isTaken(error: unknown): boolean {
  return error instanceof mongoose.mongo.MongoServerError && error.code === DUPLICATE_KEY;
}
