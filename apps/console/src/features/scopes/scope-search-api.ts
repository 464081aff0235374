import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client.ts';
import type { Scope } from '../../scopes/scope.ts';

const PER_PAGE = 20;

/** A scope that can be gone to. */
export interface FoundScope {
  readonly scope: Scope;
  readonly name: string;
  readonly path: string;
}

export interface FoundScopes {
  readonly groups: readonly FoundScope[];
  readonly projects: readonly FoundScope[];
}

/**
 * Groups and projects that the token covers.
 * @param text part of a path, or a number; where it is empty those right below the group are found
 * @param group full path; empty for the top
 */
export const scopesQuery = (text: string, group: string) =>
  queryOptions({
    queryKey: ['scopes', text, group],
    queryFn: async ({ signal }): Promise<FoundScopes> => {
      const shared = { per_page: PER_PAGE, ...(text !== '' && { search: text }) };
      const isTop = text === '' && group === '';
      const below = text === '' && group !== '' ? group : undefined;
      const [groups, projects] = await Promise.all([
        bodyOf(
          api.GET('/api/v4/groups', {
            params: { query: { ...shared, ...(below !== undefined && { parent: below }) } },
            signal,
          }),
        ),
        // At the top there are groups; all projects at once would be no help.
        isTop
          ? []
          : bodyOf(
              api.GET('/api/v4/projects', {
                params: { query: { ...shared, ...(below !== undefined && { group: below }) } },
                signal,
              }),
            ),
      ]);
      return {
        groups: groups.map(({ name, full_path: path }) => ({ scope: { level: 'group', path }, name, path })),
        projects: projects.map(({ id, name, path_with_namespace: path }) => ({
          ...{ scope: { level: 'project', id: String(id) }, name, path },
        })),
      };
    },
  });
