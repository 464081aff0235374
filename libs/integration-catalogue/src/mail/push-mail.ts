import type { CommitView, JsonObject, PushView } from '@patchbay/integration-contracts';
import { joined, link, oneLine, prose, rich } from '../chat/rich-text.ts';
import type { RichText } from '../chat/rich-text.ts';
import { changedFiles } from '../commits/changed-files.ts';
import { isMailAddress } from './recipients.ts';

/** As many as GitLab shows diffs of. */
const MAX_FILES = 30;

/** People sort their mail by it, so it has GitLab's form. */
export function pushSubject(view: PushView): string {
  const { project, ref = 'unknown', isTag, isNew, isRemoved, commits, totalCommits } = view;
  const place = `[Git][${project?.path ?? project?.name ?? 'unknown'}]`;
  const kind = isTag ? 'tag' : 'branch';
  if (isRemoved) return oneLine(`${place} Deleted ${kind} ${ref}`);
  if (isNew) return oneLine(`${place} Pushed new ${kind} ${ref}`);
  const title = commits[0]?.title ?? '';
  return oneLine(`${place}[${ref}] ${totalCommits === 1 ? title : `${totalCommits} commits: ${title}`}`);
}

/** Who pushed what where, each commit, the changed files if they are wanted, and where to see the changes. */
export function pushBody(view: PushView, payload: JsonObject, hasFiles: boolean): RichText {
  const files = hasFiles ? fileLines(payload) : [];
  const { compareUrl } = view;
  const parts = [
    openingLine(view),
    ...view.commits.map(commitLines),
    ...(files.length > 0 ? [joined([rich`Changed files:`, ...files], '\n')] : []),
    ...(compareUrl === undefined ? [] : [rich`All changes: ${link(compareUrl, compareUrl)}`]),
  ];
  return joined(parts, '\n\n');
}

/** The pusher's address, when it belongs to the domain of their GitLab or one above it. */
export function pusherAddress({ actor, project }: PushView): string | undefined {
  const host = URL.parse(project?.url ?? '')?.hostname;
  const email = actor?.email;
  if (host === undefined || email === undefined || !isMailAddress(email)) return undefined;
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  // A top-level domain alone belongs to no one.
  return domain.includes('.') && (host === domain || host.endsWith(`.${domain}`)) ? email : undefined;
}

function openingLine({ actor, project, ref, refUrl, ...view }: PushView): RichText {
  const who = actor?.name ?? actor?.username ?? 'Someone';
  const place = project?.path ?? project?.name;
  const where = place === undefined ? undefined : rich` in ${link(place, project?.url)}`;
  const name = link(ref ?? 'unknown', view.isRemoved ? undefined : refUrl);
  return rich`${who} ${verbOf(view)} ${view.isTag ? 'tag' : 'branch'} ${name}${where}.`;
}

function verbOf({ isRemoved, isNew, totalCommits }: Pick<PushView, 'isRemoved' | 'isNew' | 'totalCommits'>) {
  if (isRemoved) return 'deleted';
  if (isNew) return 'created';
  return `pushed ${totalCommits} ${totalCommits === 1 ? 'commit' : 'commits'} to`;
}

function commitLines({ shortId, url, message, author, timestamp }: CommitView): RichText {
  const by = [author, timestamp].filter((part) => part !== undefined).join(', ');
  return joined([rich`${link(shortId, url)} ${by}`, prose(message)], '\n');
}

function fileLines(payload: JsonObject): readonly RichText[] {
  const files = changedFiles(payload);
  const more = files.length - MAX_FILES;
  const shown = files.slice(0, MAX_FILES).map(({ path, change }) => rich`- ${path} (${change})`);
  return more > 0 ? [...shown, rich`and ${more} more`] : shown;
}
