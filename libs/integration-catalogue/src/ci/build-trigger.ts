import type { IntegrationEvent, ViewOf } from '@patchbay/integration-contracts';

/** States in which a merge request has not been looked at yet; later events about it start no second build. */
const UNCHECKED: ReadonlySet<unknown> = new Set([
  'unchecked',
  'preparing',
  'checking',
  'cannot_be_merged_recheck',
]);

interface BuildEvent extends Pick<IntegrationEvent, 'payload'> {
  readonly view: ViewOf<'push' | 'tag_push' | 'merge_request'>;
}

/** Why an event starts no build; `undefined` when it does. */
export function whyNoBuild(event: BuildEvent): string | undefined {
  const { view } = event;
  if (view.trigger === 'merge_request') {
    if (view.state !== 'opened') return 'the merge request is not open';
    return UNCHECKED.has(mergeStatusOf(event)) ? undefined : 'the merge request was looked at before';
  }
  if (view.isRemoved) return view.isTag ? 'the tag was removed' : 'the branch was removed';
  // A tag brings a version, and rarely commits.
  return !view.isTag && view.totalCommits === 0 ? 'no commits were pushed' : undefined;
}

/** Branch to build: what was pushed, or what a merge request would merge. */
export function branchOf({ view }: BuildEvent): string | undefined {
  return view.trigger === 'merge_request' ? view.sourceBranch : view.ref;
}

function mergeStatusOf({ payload }: BuildEvent): unknown {
  const attributes = payload['object_attributes'];
  const isObject = typeof attributes === 'object' && attributes !== null && !Array.isArray(attributes);
  return isObject ? (attributes as Readonly<Record<string, unknown>>)['merge_status'] : undefined;
}
