import { AppError, OUTCOMES } from '@patchbay/integration-contracts';
import type { LogQuery } from './request-log.ts';
import { decodeCursor } from './log-cursor.ts';

type Parameters = Omit<LogQuery, 'integrationId'>;

const DEFAULT_LIMIT = 20;
const NAMES: ReadonlySet<string> = new Set(['outcome', 'limit', 'cursor']);

/**
 * Reads the query of a look into the request log.
 * @throws AppError `invalid_request` for a parameter that is unknown, given twice or out of range
 */
export function logParametersOf(query: unknown, maxLimit: number): Parameters {
  const given = Object.entries(typeof query === 'object' && query !== null ? query : {});
  const texts = new Map(given.map(([name, value]: [string, unknown]) => [name, textOf(name, value)]));
  const outcome = outcomeOf(texts.get('outcome'));
  const cursor = texts.get('cursor');
  return {
    limit: limitOf(texts.get('limit'), maxLimit),
    ...(outcome !== undefined && { outcome }),
    ...(cursor !== undefined && { after: decodeCursor(cursor) }),
  };
}

function textOf(name: string, value: unknown): string {
  if (!NAMES.has(name))
    throw new AppError('invalid_request', `There are only ${[...NAMES].join(', ')} to ask by.`);
  if (typeof value !== 'string') throw new AppError('invalid_request', `${name} must be given once.`);
  return value;
}

function outcomeOf(text: string | undefined): LogQuery['outcome'] {
  const outcome = OUTCOMES.find((known) => known === text);
  if (outcome === undefined && text !== undefined) {
    throw new AppError('invalid_request', `outcome must be one of ${OUTCOMES.join(', ')}.`);
  }
  return outcome;
}

function limitOf(text: string | undefined, maxLimit: number): number {
  if (text === undefined) return Math.min(DEFAULT_LIMIT, maxLimit);
  const limit = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > maxLimit) {
    throw new AppError('invalid_request', `limit must be a whole number from 1 to ${maxLimit}.`);
  }
  return limit;
}
