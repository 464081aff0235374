import { AppError, OUTCOMES, isTrigger } from '@patchbay/integration-contracts';
import { pageLimitOf, queryParametersOf } from '../rest/query-parameters.ts';
import { timeOf } from '../sending/sending-body.ts';
import { decodeCursor } from './log-cursor.ts';
import type { LogFilter } from './log-filter.ts';
import type { LogQuery } from './request-log.ts';

const OWN = [
  ...(['outcome', 'status', 'trigger', 'project_id', 'event_id', 'delivery_id'] as const),
  ...(['since', 'until', 'url', 'text', 'limit', 'cursor'] as const),
] as const;
const ALL = ['integration', ...OWN] as const;
type Given = Partial<Record<(typeof OWN)[number], string>>;

const MAX_TEXT = 200;
const STATUS = /^[1-5](?:\d\d|xx)$/i;
const PROJECT_ID = /^[1-9]\d{0,14}$/;

/**
 * Reads the query of a look into the log of one integration.
 * @throws AppError `invalid_request` for a parameter that is unknown, given twice, ill-formed or out of range
 */
export function logParametersOf(query: unknown, maxLimit: number): LogQuery {
  return queryOf(queryParametersOf(query, OWN), maxLimit);
}

/** As {@link logParametersOf}, where there are several integrations: one of them may be named by its slug. */
export function searchParametersOf(
  query: unknown,
  maxLimit: number,
): { readonly wanted: LogQuery; readonly integration: string | undefined } {
  const { integration, ...given } = queryParametersOf(query, ALL);
  return { wanted: queryOf(given, maxLimit), integration };
}

function queryOf(given: Given, maxLimit: number): LogQuery {
  return {
    filter: filterOf(given),
    limit: pageLimitOf(given.limit, maxLimit),
    ...(given.cursor !== undefined && { after: decodeCursor(given.cursor) }),
  };
}

function filterOf({
  event_id: eventId,
  delivery_id: deliveryId,
  project_id: project,
  ...given
}: Given): LogFilter {
  const { outcome, status, trigger, since, until, url, text } = given;
  return {
    ...(outcome !== undefined && { outcome: outcomeOf(outcome) }),
    ...(status !== undefined && { status: statusOf(status) }),
    ...(trigger !== undefined && { trigger: triggerOf(trigger) }),
    ...(project !== undefined && { projectKey: projectOf(project) }),
    ...(eventId !== undefined && { eventId: textOf('event_id', eventId) }),
    ...(deliveryId !== undefined && { deliveryId: textOf('delivery_id', deliveryId) }),
    ...(since !== undefined && { since: timeOf('since', since) }),
    ...(until !== undefined && { until: timeOf('until', until) }),
    ...(url !== undefined && { url: textOf('url', url) }),
    ...(text !== undefined && { text: textOf('text', text) }),
  };
}

function outcomeOf(text: string): NonNullable<LogFilter['outcome']> {
  const outcome = OUTCOMES.find((known) => known === text);
  if (outcome !== undefined) return outcome;
  throw new AppError('invalid_request', `outcome must be one of ${OUTCOMES.join(', ')}.`);
}

function triggerOf(text: string): NonNullable<LogFilter['trigger']> {
  if (isTrigger(text)) return text;
  throw new AppError('invalid_request', 'trigger must be the name of a trigger, such as push.');
}

function statusOf(text: string): NonNullable<LogFilter['status']> {
  if (!STATUS.test(text))
    throw new AppError('invalid_request', 'status must be one such as 500, or a class such as 5xx.');
  const first = Number(text.toLowerCase().replace('xx', '00'));
  return { first, last: text.toLowerCase().endsWith('xx') ? first + 99 : first };
}

function projectOf(text: string): string {
  if (PROJECT_ID.test(text)) return text;
  throw new AppError('invalid_request', 'project_id must be the number of a project.');
}

function textOf(name: string, text: string): string {
  if (text.length > 0 && text.length <= MAX_TEXT) return text;
  throw new AppError('invalid_request', `${name} must have 1 to ${MAX_TEXT} characters.`);
}
