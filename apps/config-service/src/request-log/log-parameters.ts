import { AppError, OUTCOMES } from '@patchbay/integration-contracts';
import { pageLimitOf, queryParametersOf } from '../rest/query-parameters.ts';
import { decodeCursor } from './log-cursor.ts';
import type { LogQuery } from './request-log.ts';

type Parameters = Omit<LogQuery, 'integrationId'>;

/**
 * Reads the query of a look into the request log.
 * @throws AppError `invalid_request` for a parameter that is unknown, given twice or out of range
 */
export function logParametersOf(query: unknown, maxLimit: number): Parameters {
  const given = queryParametersOf(query, ['outcome', 'limit', 'cursor']);
  const outcome = outcomeOf(given.outcome);
  return {
    limit: pageLimitOf(given.limit, maxLimit),
    ...(outcome !== undefined && { outcome }),
    ...(given.cursor !== undefined && { after: decodeCursor(given.cursor) }),
  };
}

function outcomeOf(text: string | undefined): LogQuery['outcome'] {
  const outcome = OUTCOMES.find((known) => known === text);
  if (outcome === undefined && text !== undefined) {
    throw new AppError('invalid_request', `outcome must be one of ${OUTCOMES.join(', ')}.`);
  }
  return outcome;
}
