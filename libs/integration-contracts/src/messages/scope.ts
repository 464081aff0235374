import type { Level } from '../definition/index.ts';

/** `instance`, `group:<full path>` or `project:<id>`. */
export type ScopeKey = 'instance' | `group:${string}` | `project:${number}`;

export const INSTANCE_SCOPE: ScopeKey = 'instance';

export function projectScope(id: number): ScopeKey {
  return `project:${id}`;
}

/** Group paths are compared without regard to case, as GitLab's routes are. */
export function groupScope(fullPath: string): ScopeKey {
  return `group:${fullPath.toLowerCase()}`;
}

export function levelOf(scope: ScopeKey): Level {
  if (scope === INSTANCE_SCOPE) return 'instance';
  return scope.startsWith('group:') ? 'group' : 'project';
}

/** The scopes whose settings may hold for an event, nearest first: project, groups from the innermost outwards, instance. */
export function scopesFor(projectId: number | undefined, groupPath: string | undefined): ScopeKey[] {
  const scopes: ScopeKey[] = projectId === undefined ? [] : [projectScope(projectId)];
  for (let path = groupPath ?? ''; path !== ''; path = path.slice(0, Math.max(0, path.lastIndexOf('/')))) {
    scopes.push(groupScope(path));
  }
  scopes.push(INSTANCE_SCOPE);
  return scopes;
}
