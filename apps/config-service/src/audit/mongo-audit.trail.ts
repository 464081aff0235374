import { Inject, Injectable } from '@nestjs/common';
import type { Collection } from 'mongoose';
import { CONFIG } from '@patchbay/service-kit/service';
import type { ConfigServiceConfig } from '../config.ts';
import { MongoStorage } from '../storage/mongo-storage.ts';
import type { AuditEntry } from './audit-entry.ts';
import { AuditTrail } from './audit-trail.ts';
import type { AuditQuery } from './audit-trail.ts';

type Stored = Omit<AuditEntry, 'id'> & {
  readonly _id: string;
  /** Absent for entries that are kept for ever. */
  readonly expiresAt?: Date;
};

const NEWEST_FIRST = { at: -1, _id: -1 } as const;

/** The collection `settings_audit`. MongoDB itself removes what has expired; nothing here changes or removes an entry. */
@Injectable()
export class MongoAuditTrail extends AuditTrail {
  readonly #storage: MongoStorage;
  readonly #collection: Collection<Stored>;
  readonly #retentionMs: number;

  constructor(storage: MongoStorage, @Inject(CONFIG) config: Pick<ConfigServiceConfig, 'AUDIT_RETENTION'>) {
    super();
    this.#storage = storage;
    this.#collection = storage.connection.collection<Stored>('settings_audit');
    this.#retentionMs = config.AUDIT_RETENTION;
    storage.prepare(() => this.#createIndexes());
  }

  override async append(entries: readonly AuditEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await this.#storage.run(() =>
      this.#collection.bulkWrite(
        entries.map(({ id: _id, ...entry }) => ({
          updateOne: {
            filter: { _id },
            // Only ever inserted: whoever brings an entry a second time changes nothing.
            update: { $setOnInsert: { ...entry, ...this.#expiry(entry.at) } },
            upsert: true,
          },
        })),
        { ordered: false },
      ),
    );
  }

  override list({ actor, since, until, limit, after, ...exact }: AuditQuery): Promise<readonly AuditEntry[]> {
    const filter = {
      ...exact,
      ...(actor !== undefined && { 'actor.name': actor }),
      ...((since ?? until) !== undefined && {
        at: { ...(since && { $gte: since }), ...(until && { $lt: until }) },
      }),
      ...(after !== undefined && {
        $or: [{ at: { $lt: after.at } }, { at: after.at, _id: { $lt: after.id } }],
      }),
    };
    return this.#storage.run(async () => {
      const documents = await this.#collection.find(filter).sort(NEWEST_FIRST).limit(limit).toArray();
      return documents.map(({ _id, expiresAt: _until, ...entry }) => ({ id: _id, ...entry }));
    });
  }

  async #createIndexes(): Promise<void> {
    await this.#collection.createIndexes([
      { key: NEWEST_FIRST },
      { key: { scope: 1, name: 1, label: 1, ...NEWEST_FIRST } },
      { key: { name: 1, ...NEWEST_FIRST } },
      { key: { 'actor.name': 1, ...NEWEST_FIRST } },
      { key: { expiresAt: 1 }, expireAfterSeconds: 0 },
    ]);
  }

  #expiry(at: Date): { expiresAt?: Date } {
    return this.#retentionMs === 0 ? {} : { expiresAt: new Date(at.getTime() + this.#retentionMs) };
  }
}
