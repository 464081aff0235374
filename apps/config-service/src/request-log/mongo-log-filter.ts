import type { LogFilter } from './log-filter.ts';
import type { LogPosition } from './log-cursor.ts';

type Conditions = Readonly<Record<string, unknown>>;

interface LogConditions {
  /** Those that an index narrows attempts down by, in the order in which they are listed. */
  readonly indexed: Conditions;
  /** Those that each attempt has to be looked at for. */
  readonly others: Conditions;
}

/** Parts the conditions by the index that will serve the query; times are no part of either. */
export function conditionsOf(filter: LogFilter): LogConditions {
  const all = allOf(filter);
  const names = indexFor(filter);
  const pick = (isIndexed: boolean): Conditions =>
    Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name) === isIndexed));
  return { indexed: pick(true), others: pick(false) };
}

/** The prefix of equalities of one of the collection's indexes; all of them end with `at` and `_id`. */
function indexFor({ eventId, integrationIds, projectKey, outcome }: LogFilter): readonly string[] {
  if (eventId !== undefined) return ['eventId'];
  // Only what did not succeed is in an index by its outcome: the rest is nearly all there is.
  const failed = outcome === undefined || outcome === 'delivered' ? [] : ['outcome'];
  if (integrationIds !== undefined) return ['integrationId', ...failed];
  return projectKey === undefined ? failed : ['projectKey'];
}

function allOf(filter: LogFilter): Conditions {
  const { integrationIds, name, projectKey, trigger, eventId, outcome, status, url, text } = filter;
  const given = { name, projectKey, trigger, eventId, outcome };
  return {
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    ...(integrationIds !== undefined && { integrationId: oneOf(integrationIds) }),
    ...(status !== undefined && { 'response.status': { $gte: status.first, $lte: status.last } }),
    ...(url !== undefined && { 'request.url': containing(url) }),
    ...(text !== undefined && {
      $or: ['request.url', 'reason', 'error'].map((path) => ({ [path]: containing(text) })),
    }),
  };
}

function oneOf(ids: readonly string[]): unknown {
  return ids.length === 1 ? ids[0] : { $in: ids };
}

function containing(text: string): RegExp {
  return new RegExp(RegExp.escape(text), 'i');
}

/**
 * The attempts between two places of the list, newest first.
 * @param after the last one that was seen
 * @param end the last one to look at
 */
export function between(
  { since, until }: LogFilter,
  after: LogPosition | undefined,
  end?: LogPosition,
): Conditions {
  const from = [since, end?.at]
    .filter((time) => time !== undefined)
    .sort((a, b) => b.getTime() - a.getTime());
  const to = after?.at;
  const isWithin = {
    ...(from[0] !== undefined && { $gte: from[0] }),
    ...(until !== undefined && { $lt: until }),
    ...(to !== undefined && { $lte: to }),
  };
  // Others of the same millisecond may lie on either side of a place.
  const ties = [
    ...(after === undefined ? [] : [{ $or: [{ at: { $lt: after.at } }, { _id: { $lt: after.id } }] }]),
    ...(end === undefined ? [] : [{ $or: [{ at: { $gt: end.at } }, { _id: { $gte: end.id } }] }]),
  ];
  return {
    ...(Object.keys(isWithin).length > 0 && { at: isWithin }),
    ...(ties.length > 0 && { $and: ties }),
  };
}
