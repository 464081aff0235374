import { integrationByName } from '@patchbay/integration-catalogue';
import {
  AppError,
  INSTANCE_SCOPE,
  groupScope,
  parseSlug,
  projectScope,
} from '@patchbay/integration-contracts';
import type { ScopeKey } from '@patchbay/integration-contracts';
import { pageLimitOf, queryParametersOf } from '../rest/query-parameters.ts';
import { decodeCursor } from '../request-log/log-cursor.ts';
import type { AuditQuery } from './audit-trail.ts';

const SCOPE = /^(?:(group):([A-Za-z0-9_.][A-Za-z0-9_./-]{0,1000})|(project):([1-9]\d{0,14}))$/;

/**
 * Reads the query for the trail of one integration.
 * @throws AppError `invalid_request` for a parameter that is unknown, given twice or out of range
 */
export function trailParametersOf(query: unknown, maxLimit: number): AuditQuery {
  return pageOf(queryParametersOf(query, ['limit', 'cursor']), maxLimit);
}

/**
 * Reads the query for the whole trail. An integration is named by its slug or its name, with a label if it has one.
 * @throws AppError `invalid_request` for a parameter that is unknown, given twice, ill-formed or out of range
 */
export function wholeTrailParametersOf(query: unknown, maxLimit: number): AuditQuery {
  const names = ['scope', 'name', 'actor', 'since', 'until', 'limit', 'cursor'] as const;
  const { scope, name, actor, since, until, ...page } = queryParametersOf(query, names);
  return {
    ...pageOf(page, maxLimit),
    ...(scope !== undefined && { scope: namedScope(scope) }),
    ...(name !== undefined && integrationOf(name)),
    ...(actor !== undefined && { actor }),
    ...(since !== undefined && { since: dateOf('since', since) }),
    ...(until !== undefined && { until: dateOf('until', until) }),
  };
}

function pageOf(
  { limit, cursor }: { readonly limit?: string; readonly cursor?: string },
  maxLimit: number,
): AuditQuery {
  return {
    limit: pageLimitOf(limit, maxLimit),
    ...(cursor !== undefined && { after: decodeCursor(cursor) }),
  };
}

/** @throws AppError `invalid_request` for what is no scope */
export function namedScope(text: string): ScopeKey {
  if (text === INSTANCE_SCOPE) return INSTANCE_SCOPE;
  const [, group, path = '', project, id] = SCOPE.exec(text) ?? [];
  if (group !== undefined) return groupScope(path);
  if (project !== undefined) return projectScope(Number(id));
  throw new AppError('invalid_request', 'scope must be instance, group:<full path> or project:<id>.');
}

function integrationOf(slug: string): { name: string; label?: string } {
  const parsed = parseSlug(slug);
  if (parsed === undefined || integrationByName(parsed.name) === undefined) {
    throw new AppError('invalid_request', 'name must be the slug of an integration.');
  }
  return parsed.label === undefined ? { name: parsed.name } : { name: parsed.name, label: parsed.label };
}

function dateOf(name: string, text: string): Date {
  const date = new Date(text);
  // JavaScript reads much more than that as a date, and differently in each place.
  if (/^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(text) && !Number.isNaN(date.getTime()))
    return date;
  throw new AppError('invalid_request', `${name} must be a date or a time such as 2026-03-01T12:00:00Z.`);
}
