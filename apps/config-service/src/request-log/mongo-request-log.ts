import { Injectable } from '@nestjs/common';
import { REQUEST_LOG_COLLECTION } from '@patchbay/integration-contracts';
import type { Outcome } from '@patchbay/integration-contracts';
import type { Collection } from 'mongoose';
import { MongoStorage } from '../storage/mongo-storage.ts';
import { newestFirst } from './log-cursor.ts';
import type { LogPosition } from './log-cursor.ts';
import { SEARCH_REACH } from './log-filter.ts';
import { between, conditionsOf } from './mongo-log-filter.ts';
import { RequestLog } from './request-log.ts';
import type { FullAttempt, HourCount, LogPage, LogQuery, LoggedAttempt, ReplayQuery } from './request-log.ts';

type Query = Pick<LogQuery, 'filter' | 'limit'> & { readonly after: LogPosition | undefined };
type Stored = Omit<FullAttempt, 'id'> & { readonly _id: string };

const NEWEST_FIRST = { at: -1, _id: -1 } as const;
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

  override async search({ filter, limit, after }: LogQuery): Promise<LogPage> {
    if (filter.integrationIds?.length === 0) return { attempts: [] };
    if (filter.deliveryId !== undefined)
      return this.#searchDelivery(filter.deliveryId, { filter, limit, after });
    const { indexed, others } = conditionsOf(filter);
    const hasOthers = Object.keys(others).length > 0;
    const end = hasOthers ? await this.#endOfReach(indexed, between(filter, after)) : undefined;
    const wanted = { $and: [{ ...indexed, ...others }, between(filter, after, end)] };
    // One more than asked for tells whether there is a next page.
    const found = await this.#read(wanted, limit + 1);
    return pageOf(found, limit, end);
  }

  /** Where a page must stop looking: read from the index alone. */
  #endOfReach(indexed: object, range: object): Promise<LogPosition | undefined> {
    return this.#storage.run(async () => {
      const found = this.#collection.find({ ...indexed, ...range }, { projection: { at: 1 } });
      const [last] = await found
        .sort(NEWEST_FIRST)
        .skip(SEARCH_REACH - 1)
        .limit(1)
        .toArray();
      return last === undefined ? undefined : { at: last.at, id: last._id };
    });
  }

  #read(wanted: object, limit: number): Promise<readonly LoggedAttempt[]> {
    return this.#storage.run(async () => {
      const found = this.#collection.find(wanted, { projection: SUMMARY, promoteBuffers: true });
      return (await found.sort(NEWEST_FIRST).limit(limit).toArray()).map(withId);
    });
  }

  /** The index that every collection has finds them, but in another order; there are few of them. */
  async #searchDelivery(deliveryId: string, { filter, limit, after }: Query): Promise<LogPage> {
    const { indexed, others } = conditionsOf(filter);
    const wanted = { $and: [idsOf(deliveryId), { ...indexed, ...others }, between(filter, after)] };
    const found = await this.#storage.run(async () => {
      const documents = this.#collection.find(wanted, { projection: SUMMARY, promoteBuffers: true });
      return (await documents.limit(SEARCH_REACH).toArray()).map(withId);
    });
    return pageOf(found.sort(newestFirst), limit, undefined);
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

  override ofDelivery(
    integrationId: string | undefined,
    deliveryId: string,
  ): Promise<readonly FullAttempt[]> {
    const filter = { ...idsOf(deliveryId), ...(integrationId !== undefined && { integrationId }) };
    return this.#storage.run(async () => {
      const documents = await this.#collection.find(filter, { promoteBuffers: true }).toArray();
      return documents.map(withId).sort((a, b) => a.at.getTime() - b.at.getTime() || a.step - b.step);
    });
  }
}

/** Ids of attempts begin with their delivery's. */
function idsOf(deliveryId: string): { readonly _id: { readonly $gte: string; readonly $lt: string } } {
  return { _id: { $gte: `${deliveryId}:`, $lt: `${deliveryId};` } };
}

function pageOf(found: readonly LoggedAttempt[], limit: number, end: LogPosition | undefined): LogPage {
  const attempts = found.slice(0, limit);
  const last = attempts.at(-1);
  const next = found.length > limit && last !== undefined ? { at: last.at, id: last.id } : end;
  return next === undefined ? { attempts } : { attempts, next };
}

function withId({ _id, ...rest }: Stored): FullAttempt {
  return { id: _id, ...rest };
}
