/** Where settings belong. Groups go by their full path, projects by their id. */
export type Scope =
  | { readonly level: 'instance' }
  | { readonly level: 'group'; readonly path: string }
  | { readonly level: 'project'; readonly id: string };

export type Level = Scope['level'];

export const INSTANCE: Scope = { level: 'instance' };

export function levelOf({ level }: Scope): Level {
  return level;
}

/** Where the scope lies in the API: `projects/1042`, `groups/a%2Fb`, `admin`. */
export function placeOf(scope: Scope): string {
  if (scope.level === 'instance') return 'admin';
  if (scope.level === 'group') return `groups/${encodeURIComponent(scope.path)}`;
  return `projects/${encodeURIComponent(scope.id)}`;
}

/** The API's text for the scope: `group:platform/tools`. */
export function scopeKey(scope: Scope): string {
  if (scope.level === 'instance') return 'instance';
  return scope.level === 'group' ? `group:${scope.path}` : `project:${scope.id}`;
}

/** Reads the API's text; nothing for what is none. */
export function scopeOfKey(key: string): Scope | undefined {
  if (key === 'instance') return INSTANCE;
  const [, level, rest] = /^(group|project):(.+)$/s.exec(key) ?? [];
  if (rest === undefined) return undefined;
  return level === 'group' ? { level: 'group', path: rest } : { level: 'project', id: rest };
}

/** The groups around a full path, the outermost first: `a/b/c` lies in `a` and `a/b`. */
export function outerGroups(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(0, -1).map((_, at) => parts.slice(0, at + 1).join('/'));
}
