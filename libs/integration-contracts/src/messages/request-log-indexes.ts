interface RequestLogIndex {
  readonly key: Readonly<Record<string, 1 | -1>>;
  readonly expireAfterSeconds?: number;
  readonly partialFilterExpression?: Readonly<Record<string, unknown>>;
}

const NEWEST_FIRST = { at: -1, _id: -1 } as const;
const FAILED = { outcome: { $in: ['retrying', 'parked', 'dead', 'ignored'] } };

/**
 * What the request log is read by and expires by; each costs MongoDB time for every attempt. Those with a filter hold few, and so
 * cost the others nothing. Decision 25 says which search each is for.
 */
export const REQUEST_LOG_INDEXES: readonly RequestLogIndex[] = [
  { key: { integrationId: 1, ...NEWEST_FIRST } },
  { key: { projectKey: 1, ...NEWEST_FIRST } },
  { key: { eventId: 1, ...NEWEST_FIRST } },
  { key: NEWEST_FIRST },
  { key: { integrationId: 1, outcome: 1, ...NEWEST_FIRST }, partialFilterExpression: FAILED },
  { key: { outcome: 1, ...NEWEST_FIRST }, partialFilterExpression: FAILED },
  {
    key: { 'requested.id': 1, at: 1 },
    partialFilterExpression: { 'requested.id': { $type: 'string' } },
  },
  { key: { expiresAt: 1 }, expireAfterSeconds: 0 },
];
