import { AppError } from '@patchbay/integration-contracts';
import type { KeyRing } from '@patchbay/service-kit/sealing';
import { openCursor, sealCursor } from '../rest/sealed-cursor.ts';
import { pageLimitOf, queryParametersOf } from '../rest/query-parameters.ts';
import type { EventPositions } from '../sending/event-archive.ts';
import { timeOf } from '../sending/sending-body.ts';
import { DEAD_KINDS } from './dead-letter.ts';
import type { DeadKind } from './dead-letter.ts';
import type { DeadLetterQuery } from './dead-letters.service.ts';

interface Limits {
  readonly now: Date;
  readonly maxLimit: number;
  readonly keys: KeyRing;
}

const LIST = 'dead-letters';
const OWN = ['reason', 'since', 'until', 'limit', 'cursor'] as const;
const ALL = [...OWN, 'kind', 'integration_id'] as const;

/** @throws AppError `invalid_request` for a parameter that is unknown, given twice, ill-formed or out of range */
export function deadLetterQueryOf(query: unknown, limits: Limits): DeadLetterQuery {
  const { kind, integration_id: integrationId, ...rest } = queryParametersOf(query, ALL);
  return {
    ...queryOf(rest, limits),
    kind: kindOf(kind),
    ...(integrationId !== undefined && { integrationId }),
  };
}

/** As people of one integration may ask. @throws AppError `invalid_request` */
export function ownDeadLetterQueryOf(query: unknown, integrationId: string, limits: Limits): DeadLetterQuery {
  return { ...queryOf(queryParametersOf(query, OWN), limits), kind: 'deliveries', integrationId };
}

export function kindOf(text: unknown = 'deliveries'): DeadKind {
  const kind = DEAD_KINDS.find((one) => one === text);
  if (kind === undefined)
    throw new AppError('invalid_request', `kind must be one of ${DEAD_KINDS.join(', ')}.`);
  return kind;
}

const NUMBER = /^\d{1,15}$/;

/** @throws AppError `not_found` for what is no place */
export function placeOf(partition: string, offset: string): { partition: number; offset: number } {
  if (NUMBER.test(partition) && NUMBER.test(offset))
    return { partition: Number(partition), offset: Number(offset) };
  throw new AppError('not_found', 'A place is a partition and an offset, both numbers.');
}

/** Nobody is told how much there is of others, which the places would say. */
export function encodePositions(keys: KeyRing, positions: EventPositions): string {
  return sealCursor(keys, JSON.stringify(positions), LIST);
}

function queryOf(
  { reason, since, until, limit, cursor }: Partial<Record<(typeof OWN)[number], string>>,
  { now, maxLimit, keys }: Limits,
): Omit<DeadLetterQuery, 'kind'> {
  return {
    since: since === undefined ? new Date(0) : timeOf('since', since),
    until: until === undefined ? now : timeOf('until', until),
    limit: pageLimitOf(limit, maxLimit),
    ...(reason !== undefined && { reason }),
    ...(cursor !== undefined && { positions: JSON.parse(openCursor(keys, cursor, LIST)) as EventPositions }),
  };
}
