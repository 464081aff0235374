import type { PushView } from '@patchbay/integration-contracts';

/** Options of the field that narrows an integration to the commits of certain branches. */
export const RESTRICT_TO_BRANCH = {
  title: 'Restrict to branch',
  help: 'Names of branches, separated by commas; commits on others are left out. Empty means all of them.',
  placeholder: 'main,production',
  section: 'configuration',
  texts: 'commits',
} as const;

/** Why none of the commits are looked at; `undefined` when they are. */
export function whyNoCommits(
  { ref, commits }: Pick<PushView, 'ref' | 'commits'>,
  branches: string | undefined,
): string | undefined {
  const wanted = (branches ?? '').split(',').map((name) => name.trim());
  const isWanted = wanted.every((name) => name === '') || (ref !== undefined && wanted.includes(ref));
  if (!isWanted) return 'the branch is none of those that are chosen';
  return commits.length === 0 ? 'no commits were pushed' : undefined;
}
