import type { Scope } from './scope.ts';

interface Address {
  readonly to: string;
  readonly params: Readonly<Record<string, string>>;
}

const PREFIX = { instance: '/instance', group: '/groups/$group', project: '/projects/$project' } as const;

/**
 * What a `Link` or `navigate` takes to get to a page of a scope.
 * @param page its route below the scope, `integrations/$slug`
 */
export function scopeAddress(
  scope: Scope,
  page: string,
  params: Readonly<Record<string, string>> = {},
): Address {
  return { to: `${PREFIX[scope.level]}/${page}`, params: { ...params, ...scopeParams(scope) } };
}

function scopeParams(scope: Scope): Readonly<Record<string, string>> {
  if (scope.level === 'group') return { group: scope.path };
  return scope.level === 'project' ? { project: scope.id } : {};
}

/** The scope that an address is of; the instance's for pages that are of none. */
export function scopeOfParams({
  group,
  project,
}: {
  readonly group?: string | undefined;
  readonly project?: string | undefined;
}): Scope {
  if (group !== undefined) return { level: 'group', path: group };
  return project === undefined ? { level: 'instance' } : { level: 'project', id: project };
}
