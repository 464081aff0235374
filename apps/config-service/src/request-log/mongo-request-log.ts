import { Injectable } from '@nestjs/common';
import { REQUEST_LOG_COLLECTION } from '@patchbay/integration-contracts';
import type { Outcome } from '@patchbay/integration-contracts';
import type { Collection } from 'mongoose';
import { MongoStorage } from '../storage/mongo-storage.ts';
import { RequestLog } from './request-log.ts';
import type { FullAttempt, HourCount, LogQuery, LoggedAttempt, ReplayQuery } from './request-log.ts';

type Stored = Omit<FullAttempt, 'id'> & { readonly _id: string };

/** Headers and bodies can be megabytes a page; the list doesn't show them. */
const SUMMARY = {
  'request.headers': 0,
  'request.body': 0,
  'response.headers': 0,
  'response.body': 0,
} as const;

/** Reads the collection `request_log`. The workers write it and keep its indexes; nothing here changes it. */
@Injectable()
export class MongoRequestLog extends RequestLog {
  readonly #storage: MongoStorage;
  readonly #collection: Collection<Stored>;

  constructor(storage: MongoStorage) {
    super();
    this.#storage = storage;
    this.#collection = storage.connection.collection<Stored>(REQUEST_LOG_COLLECTION);
  }

  override list({ integrationId, outcome, limit, after }: LogQuery): Promise<readonly LoggedAttempt[]> {
    const filter = {
      integrationId,
      ...(outcome !== undefined && { outcome }),
      ...(after !== undefined && {
        $or: [{ at: { $lt: after.at } }, { at: after.at, _id: { $lt: after.id } }],
      }),
    };
    return this.#storage.run(async () => {
      const found = this.#collection.find(filter, { projection: SUMMARY, promoteBuffers: true });
      const documents = await found.sort({ at: -1, _id: -1 }).limit(limit).toArray();
      return documents.map(withId);
    });
  }

  override find(integrationId: string, attemptId: string): Promise<FullAttempt | undefined> {
    return this.#storage.run(async () => {
      const filter = { _id: attemptId, integrationId };
      const document = await this.#collection.findOne(filter, { promoteBuffers: true });
      return document === null ? undefined : withId(document);
    });
  }

  override listForReplay({
    integrationId,
    replayed,
    since,
    until,
    limit,
    after,
  }: ReplayQuery): Promise<readonly LoggedAttempt[]> {
    const isWanted =
      replayed === 'failed'
        ? { outcome: 'dead' as const, 'requested.kind': { $ne: 'test' as const } }
        : { attempt: 1, step: 0, requested: { $exists: false } };
    const isAfter = after && { $or: [{ at: { $gt: after.at } }, { at: after.at, _id: { $gt: after.id } }] };
    return this.#storage.run(async () => {
      const found = this.#collection.find(
        { integrationId, at: { $gte: since, $lt: until }, ...isWanted, ...isAfter },
        { projection: SUMMARY },
      );
      return (await found.sort({ at: 1, _id: 1 }).limit(limit).toArray()).map(withId);
    });
  }

  override countByOutcome(requestId: string): Promise<Readonly<Partial<Record<Outcome, number>>>> {
    return this.#storage.run(async () => {
      const counts = this.#collection.aggregate<{ _id: Outcome; count: number }>([
        // The type is named because the index holds texts alone, and is not used for less.
        { $match: { 'requested.id': { $eq: requestId, $type: 'string' } } },
        { $sort: { at: 1, step: 1 } },
        { $group: { _id: '$deliveryId', outcome: { $last: '$outcome' } } },
        { $group: { _id: '$outcome', count: { $sum: 1 } } },
      ]);
      return Object.fromEntries((await counts.toArray()).map(({ _id, count }) => [_id, count]));
    });
  }

  override countByHour(integrationIds: readonly string[], since: Date): Promise<readonly HourCount[]> {
    return this.#storage.run(async () => {
      const counts = this.#collection.aggregate<{ _id: Omit<HourCount, 'count'>; count: number }>([
        { $match: { integrationId: { $in: [...integrationIds] }, at: { $gte: since } } },
        { $match: { 'requested.kind': { $ne: 'test' } } },
        {
          $group: {
            _id: {
              ...{ integrationId: '$integrationId', outcome: '$outcome' },
              at: { $dateTrunc: { date: '$at', unit: 'hour' } },
            },
            count: { $sum: 1 },
          },
        },
      ]);
      return (await counts.toArray()).map(({ _id, count }) => ({ ..._id, count }));
    });
  }

  override ofDelivery(integrationId: string, deliveryId: string): Promise<readonly FullAttempt[]> {
    // Ids begin with the delivery's, so the index that every collection has finds them.
    const filter = { _id: { $gte: `${deliveryId}:`, $lt: `${deliveryId};` }, integrationId };
    return this.#storage.run(async () => {
      const documents = await this.#collection.find(filter, { promoteBuffers: true }).toArray();
      return documents.map(withId).sort((a, b) => a.at.getTime() - b.at.getTime() || a.step - b.step);
    });
  }
}

function withId({ _id, ...rest }: Stored): FullAttempt {
  return { id: _id, ...rest };
}
