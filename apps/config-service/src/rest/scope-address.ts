import { AppError, INSTANCE_SCOPE, projectScope } from '@patchbay/integration-contracts';
import type { ScopeKey } from '@patchbay/integration-contracts';
import type { Paths } from '../paths/paths.ts';

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
const PATH = /^[A-Za-z0-9_.][A-Za-z0-9_.-]{0,254}(?:\/[A-Za-z0-9_.][A-Za-z0-9_.-]{0,254}){0,20}$/;

/**
 * The scope that a path names: of a group the one under which its settings are stored.
 * @param route the route's template, which tells the level
 * @param id the decoded `:id` of it
 * @throws AppError `not_found` saying how the project or group must be written
 */
export async function scopeOf(route: string, id: string | undefined, paths: Paths): Promise<ScopeKey> {
  if (route.startsWith(`${API}/projects/`)) return projectOf(id ?? '', paths);
  if (route.startsWith(`${API}/groups/`)) return groupOf(id ?? '', paths);
  if (route.startsWith(`${API}/admin/`)) return INSTANCE_SCOPE;
  throw new AppError('unexpected', `No scope is known for the route ${route}.`);
}

async function projectOf(id: string, paths: Paths): Promise<ScopeKey> {
  if (PROJECT_ID.test(id)) return projectScope(Number(id));
  const found = PATH.test(id) ? await paths.projectByPath(id) : undefined;
  if (found !== undefined) return projectScope(found);
  throw new AppError(
    'not_found',
    'Name the project by its numeric id, or by its URL-encoded full path once an event of it has come in.',
  );
}

function groupOf(id: string, paths: Paths): ScopeKey {
  if (NUMBER.test(id)) {
    throw new AppError(
      'not_found',
      'Name the group by its URL-encoded full path; its number is not known here.',
    );
  }
  if (PATH.test(id)) return paths.groupScopeOf(id);
  throw new AppError('not_found', 'Name the group by its URL-encoded full path, such as platform%2Ftools.');
}
