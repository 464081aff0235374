import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import mongoose from 'mongoose';
import type { Model } from 'mongoose';
import type { ScopeKey } from '@patchbay/integration-contracts';
import type { AuditEntry } from '../audit/audit-entry.ts';
import { MongoStorage } from '../storage/mongo-storage.ts';
import type { IntegrationSettings, SettingsKey } from './integration-settings.ts';
import { settingsSchema } from './mongo-settings.schema.ts';
import type { SettingsDocument } from './mongo-settings.schema.ts';
import { SettingsStore } from './settings.store.ts';
import type { DataQuery, NameQuery, PublishedRevision, Tombstone } from './settings.store.ts';

const { mongo } = mongoose;
const DUPLICATE_KEY = 11_000;
const NO_CLAIM = new Date(0);
/** No scope has this name, and ids are unique in it; so what lies there is found at no address. */
const GRAVEYARD = 'buried';

/** Settings in the collection `integration_settings`. */
@Injectable()
export class MongoSettingsStore extends SettingsStore {
  readonly #storage: MongoStorage;
  readonly #model: Model<SettingsDocument>;

  constructor(storage: MongoStorage) {
    super();
    this.#storage = storage;
    this.#model = storage.connection.model<SettingsDocument>('IntegrationSettings', settingsSchema);
    storage.prepare(() => this.#model.createIndexes());
  }

  override find({ scope, name, label }: SettingsKey): Promise<IntegrationSettings | undefined> {
    return this.#storage.run(async () => {
      const document = await this.#model.findOne({ scope, name, label }).lean<SettingsDocument>();
      return document === null ? undefined : toSettings(document);
    });
  }

  override listByIds(ids: readonly string[]): Promise<readonly IntegrationSettings[]> {
    return this.#storage.run(async () => {
      const documents = await this.#model
        .find({ _id: { $in: [...ids] }, isBuried: { $ne: true } })
        .lean<SettingsDocument[]>();
      return documents.map(toSettings);
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

  override listNamed({ name, label, limit, after }: NameQuery): Promise<readonly IntegrationSettings[]> {
    return this.#storage.run(async () => {
      const documents = await this.#model
        .find({ name, label, ...(after !== undefined && { _id: { $gt: after } }) })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<SettingsDocument[]>();
      return documents.map(toSettings);
    });
  }

  override namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.#storage.run(async () => {
      const found = await this.#model
        .find({ _id: { $in: ids } }, { name: 1 })
        .lean<Pick<SettingsDocument, '_id' | 'name'>[]>();
      return new Map(found.map(({ _id, name }) => [_id, name]));
    });
  }

  override insert(settings: IntegrationSettings, entry?: AuditEntry): Promise<boolean> {
    const audit = entry === undefined ? {} : { pendingAudit: [entry], isAuditPending: true };
    return this.#storage.run(() =>
      unlessTaken(async () => {
        await this.#model.create({ ...toDocument(settings), ...audit, claimedUntil: NO_CLAIM, claim: '' });
        return true;
      }),
    );
  }

  override replace(
    settings: IntegrationSettings,
    expectedRevision: number,
    entry?: AuditEntry,
  ): Promise<boolean> {
    const { _id, publishedRevision: _published, ...changed } = toDocument(settings);
    return this.#change({ _id, revision: expectedRevision }, changed, entry);
  }

  override bury({ id: _id, revision }: IntegrationSettings, entry?: AuditEntry): Promise<boolean> {
    const emptied: Partial<SettingsDocument> = {
      ...{ scope: GRAVEYARD, label: _id, isBuried: true, revision: revision + 1, isUnpublished: true },
      ...{ isActive: false, sealed: null, data: {}, routing: {}, exclusive: null },
    };
    return this.#change({ _id, revision }, emptied, entry);
  }

  override claimUnpublished(
    limit: number,
    claimMs: number,
  ): Promise<readonly (IntegrationSettings | Tombstone)[]> {
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
      return claimed.map((one) => (one.isBuried === true ? toTombstone(one) : toSettings(one)));
    });
  }

  override markPublished(published: readonly PublishedRevision[]): Promise<readonly string[]> {
    return this.#storage.run(async () => {
      await this.#model.bulkWrite(published.map(markingOf));
      const ids = published.filter(({ isBuried }) => isBuried !== true).map(({ id }) => id);
      const there = await this.#model.find({ _id: { $in: ids } }, { _id: 1 }).lean<{ _id: string }[]>();
      const isThere = new Set(there.map(({ _id }) => _id));
      return ids.filter((id) => !isThere.has(id));
    });
  }

  override async release(ids: readonly string[]): Promise<void> {
    await this.#storage.run(() =>
      this.#model.updateMany({ _id: { $in: [...ids] } }, { $set: { claimedUntil: NO_CLAIM } }),
    );
  }

  override countUnpublished(): Promise<number> {
    return this.#storage.run(() => this.#model.countDocuments({ isUnpublished: true }));
  }

  override listPendingAudit(limit: number): Promise<readonly AuditEntry[]> {
    return this.#storage.run(async () => {
      const documents = await this.#model
        .find({ isAuditPending: true }, { pendingAudit: 1 })
        .limit(limit)
        .lean<Pick<SettingsDocument, 'pendingAudit'>[]>();
      return documents.flatMap(({ pendingAudit = [] }) => pendingAudit);
    });
  }

  override async dropPendingAudit(entries: readonly AuditEntry[]): Promise<void> {
    await this.#storage.run(() =>
      this.#model.bulkWrite(
        entries.map(({ id, integrationId }) => ({
          updateOne: { filter: { _id: integrationId ?? '' }, update: withoutEntry(id), updatePipeline: true },
        })),
      ),
    );
  }

  #change(
    filter: { readonly _id: string; readonly revision: number },
    changed: Readonly<Partial<SettingsDocument>>,
    entry: AuditEntry | undefined,
  ): Promise<boolean> {
    const update =
      entry === undefined
        ? { $set: changed }
        : { $set: { ...changed, isAuditPending: true }, $push: { pendingAudit: entry } };
    return this.#storage.run(() =>
      unlessTaken(async () => (await this.#model.updateOne(filter, update)).matchedCount === 1),
    );
  }
}

function markingOf({ id: _id, revision, isBuried }: PublishedRevision) {
  if (isBuried === true) {
    // Whoever published a revision meanwhile, behind the tombstone, has ended the claim: then it must be sent again.
    const isDone = { _id, isBuried, isAuditPending: { $ne: true }, claimedUntil: { $ne: NO_CLAIM } };
    return { deleteOne: { filter: isDone } };
  }
  const marked = {
    publishedRevision: { $max: ['$publishedRevision', revision] },
    isUnpublished: { $or: [{ $gt: ['$revision', revision] }, { $gt: ['$publishedRevision', revision] }] },
    claimedUntil: NO_CLAIM,
  };
  return { updateOne: { filter: { _id }, update: [{ $set: marked }], updatePipeline: true } };
}

/** In one step: settings that said that an entry waits, and had none, would be looked at for ever. */
function withoutEntry(id: string) {
  const others = {
    $filter: {
      input: { $ifNull: ['$pendingAudit', []] },
      cond: { $ne: ['$$this.id', { $literal: id }] },
    },
  };
  return [
    { $set: { pendingAudit: others } },
    { $set: { isAuditPending: { $gt: [{ $size: '$pendingAudit' }, 0] } } },
  ];
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
  const { pendingAudit: _entries, isAuditPending: _pending, isBuried: _buried, ...content } = rest;
  return { id: _id, scope: scope as ScopeKey, data: {}, exclusive: null, ...content };
}

function toTombstone({ _id, revision }: SettingsDocument): Tombstone {
  return { id: _id, revision, isBuried: true };
}

function toDocument(settings: IntegrationSettings): Omit<SettingsDocument, 'claim' | 'claimedUntil'> {
  const { id, triggers, ...rest } = settings;
  return { _id: id, ...rest, triggers: [...triggers], isUnpublished: true };
}
