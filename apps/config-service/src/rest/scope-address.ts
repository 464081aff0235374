import { AppError, INSTANCE_SCOPE, groupScope, projectScope } from '@patchbay/integration-contracts';
import type { ScopeKey } from '@patchbay/integration-contracts';

const API = '/api/v4';
/** Where the settings of each level lie; `services` is what GitLab called integrations before. */
export const SCOPE_PATHS = [
  `${API}/projects/:id/integrations`,
  `${API}/projects/:id/services`,
  `${API}/groups/:id/integrations`,
  `${API}/admin/integrations`,
] as const;

/** Fifteen digits stay exact in a JavaScript number. */
const PROJECT_ID = /^[1-9]\d{0,14}$/;
const NUMBER = /^\d+$/;
const GROUP_PATH = /^[A-Za-z0-9_.][A-Za-z0-9_.-]{0,254}(?:\/[A-Za-z0-9_.][A-Za-z0-9_.-]{0,254}){0,20}$/;

/**
 * The scope that a path names.
 * @param route the route's template, which tells the level
 * @param id the decoded `:id` of it
 * @throws AppError `not_found` saying how the project or group must be written
 */
export function scopeOf(route: string, id = ''): ScopeKey {
  if (route.startsWith(`${API}/projects/`)) return projectOf(id);
  if (route.startsWith(`${API}/groups/`)) return groupOf(id);
  if (route.startsWith(`${API}/admin/`)) return INSTANCE_SCOPE;
  throw new AppError('unexpected', `No scope is known for the route ${route}.`);
}

function projectOf(id: string): ScopeKey {
  if (PROJECT_ID.test(id)) return projectScope(Number(id));
  throw new AppError('not_found', 'Name the project by its numeric id; its path is not known here.');
}

function groupOf(id: string): ScopeKey {
  if (NUMBER.test(id)) {
    throw new AppError(
      'not_found',
      'Name the group by its URL-encoded full path; its number is not known here.',
    );
  }
  if (GROUP_PATH.test(id)) return groupScope(id);
  throw new AppError('not_found', 'Name the group by its URL-encoded full path, such as platform%2Ftools.');
}
