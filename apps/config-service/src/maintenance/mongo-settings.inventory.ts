import { Injectable } from '@nestjs/common';
import type { Collection } from 'mongoose';
import type { SettingsDocument } from '../settings/mongo-settings.schema.ts';
import { MongoStorage } from '../storage/mongo-storage.ts';
import { SettingsInventory } from './settings-inventory.ts';
import type { PublicationState, SealedSettings } from './settings-inventory.ts';

/** Ids and numbers only, so one is half a megabyte. */
const BATCH = 5000;
const IS_THERE = { isBuried: { $ne: true } } as const;

/** Looks at the collection `integration_settings`, of which {@link MongoSettingsStore} keeps the indexes. */
@Injectable()
export class MongoSettingsInventory extends SettingsInventory {
  readonly #storage: MongoStorage;
  readonly #collection: Collection<SettingsDocument>;

  constructor(storage: MongoStorage) {
    super();
    this.#storage = storage;
    this.#collection = storage.connection.collection<SettingsDocument>('integration_settings');
  }

  override count(): Promise<number> {
    return this.#storage.run(() => this.#collection.estimatedDocumentCount());
  }

  override countPublishable(keyIds: readonly string[]): Promise<number> {
    const isLocked = { 'sealed.key': { $type: 'string', $nin: [...keyIds] } } as const;
    return this.#storage.run(() =>
      this.#collection.countDocuments({ isUnpublished: true, $nor: [isLocked] }),
    );
  }

  override listKeys(): Promise<readonly string[]> {
    return this.#storage.run(async () => {
      const keys: unknown[] = await this.#collection.distinct('sealed.key');
      // An index has an entry for settings without a box as well.
      return keys.filter((key) => typeof key === 'string');
    });
  }

  override countSealedWith(keyId: string): Promise<number> {
    return this.#storage.run(() => this.#collection.countDocuments({ 'sealed.key': keyId }));
  }

  override listSealedWith(
    keyId: string,
    { limit, after }: { readonly limit: number; readonly after?: string | undefined },
  ): Promise<readonly SealedSettings[]> {
    const filter = { 'sealed.key': keyId, ...(after !== undefined && { _id: { $gt: after } }) };
    return this.#storage.run(async () => {
      const found = this.#collection.find(filter, { projection: { revision: 1, sealed: 1 } });
      const documents = await found.sort({ _id: 1 }).limit(limit).toArray();
      return documents.flatMap(({ _id, revision, sealed }) =>
        sealed === null ? [] : [{ id: _id, revision, sealed }],
      );
    });
  }

  override reseal(resealed: readonly SealedSettings[]): Promise<number> {
    if (resealed.length === 0) return Promise.resolve(0);
    return this.#storage.run(async () => {
      const { matchedCount } = await this.#collection.bulkWrite(
        resealed.map(({ id: _id, revision, sealed }) => ({
          updateOne: {
            filter: { _id, revision },
            update: { $set: { sealed, isUnpublished: true }, $inc: { revision: 1 } },
          },
        })),
        { ordered: false },
      );
      return matchedCount;
    });
  }

  override async markAllUnpublished(): Promise<void> {
    for (let after = ''; ;) {
      const last = (await this.#page(after)).at(-1)?.id;
      if (last === undefined) return;
      const inPage = { _id: { $gt: after, $lte: last }, isUnpublished: false };
      await this.#storage.run(() => this.#collection.updateMany(inPage, { $set: { isUnpublished: true } }));
      after = last;
    }
  }

  override async *walk(): AsyncIterable<readonly PublicationState[]> {
    for (let after = ''; ;) {
      const page = await this.#page(after);
      if (page.length === 0) return;
      yield page;
      after = page.at(-1)?.id ?? after;
    }
  }

  override existing(ids: readonly string[]): Promise<ReadonlySet<string>> {
    return this.#storage.run(async () => {
      const filter = { _id: { $in: [...ids] }, ...IS_THERE };
      const found = await this.#collection.find(filter, { projection: { _id: 1 } }).toArray();
      return new Set(found.map(({ _id }) => _id));
    });
  }

  #page(after: string): Promise<readonly PublicationState[]> {
    const projection = { revision: 1, isUnpublished: 1 };
    return this.#storage.run(async () => {
      const found = this.#collection.find({ _id: { $gt: after } }, { projection });
      const documents = await found.sort({ _id: 1 }).limit(BATCH).toArray();
      return documents.map(({ _id, revision, isUnpublished }) => ({ id: _id, revision, isUnpublished }));
    });
  }
}
