import type { CommitView, JsonObject, PushView } from '@patchbay/integration-contracts';
import { oneLine } from '../chat/rich-text.ts';
import { filesByCommit } from '../commits/changed-files.ts';

/** A channel is no log. */
const MAX_COMMITS = 3;
const RESET = '\x0f';
/** mIRC's colours. Source: GitLab's irker integration. */
const STYLES = {
  repository: '\x0304',
  branch: '\x0305',
  url: '\x0302\x1f',
  sha: '\x0314',
  files: '\x0312',
  count: '\x02',
} as const;

/** Puts a colour around a text; without colours it is the text alone. */
type Paint = (style: keyof typeof STYLES, text: string) => string;

/** What IRC is told about a push, line by line. What people wrote is cleaned of control characters, and so of colours. */
export function pushLines(view: PushView, payload: JsonObject, isColorful: boolean): readonly string[] {
  const paint: Paint = (style, text) => {
    const clean = oneLine(text);
    return isColorful ? `${STYLES[style]}${clean}${RESET}` : clean;
  };
  const files = filesByCommit(payload);
  const commits = view.isRemoved ? [] : view.commits.slice(0, MAX_COMMITS);
  return [
    ...(view.isNew || view.isRemoved ? [branchLine(view, paint)] : []),
    ...(view.totalCommits > 0 && !view.isRemoved ? [countLine(view, paint)] : []),
    ...commits.map((commit) => commitLine(view, { commit, files: files.get(commit.id)?.length ?? 0, paint })),
  ];
}

function branchLine(view: PushView, paint: Paint): string {
  const url = view.isRemoved || view.refUrl === undefined ? '' : `: ${paint('url', view.refUrl)}`;
  return `${opening(view, paint)} ${view.isRemoved ? 'deleted' : 'created'} branch ${paint('branch', refOf(view))}${url}`;
}

function countLine(view: PushView, paint: Paint): string {
  const { totalCommits } = view;
  const url = comparisonUrl(view) ?? view.refUrl;
  const commits = `${paint('count', String(totalCommits))} new ${totalCommits === 1 ? 'commit' : 'commits'}`;
  const link = url === undefined ? '' : `: ${paint('url', url)}`;
  return `${opening(view, paint)} pushed ${commits} to ${paint('branch', refOf(view))}${link}`;
}

function commitLine(
  view: PushView,
  { commit, files, paint }: { readonly commit: CommitView; readonly files: number; readonly paint: Paint },
): string {
  const place = `${paint('repository', repositoryOf(view))}/${paint('branch', refOf(view))}`;
  const count = `${paint('files', String(files))} ${files === 1 ? 'file' : 'files'}`;
  const author = oneLine(commit.author ?? 'unknown');
  return `${place} ${paint('sha', commit.shortId)} ${author} (${count}): ${oneLine(commit.title)}`;
}

function opening(view: PushView, paint: Paint): string {
  const { actor } = view;
  return `[${paint('repository', repositoryOf(view))}] ${oneLine(actor?.name ?? actor?.username ?? 'Someone')}`;
}

const repositoryOf = ({ project }: PushView): string => project?.name ?? project?.path ?? 'unknown';
const refOf = ({ ref }: PushView): string => ref ?? 'unknown';

/** With short SHAs: a line of IRC has 512 bytes. */
function comparisonUrl({ compareUrl, before, after }: PushView): string | undefined {
  if (before === undefined || after === undefined) return undefined;
  return compareUrl?.replace(`${before}...${after}`, `${before.slice(0, 8)}...${after.slice(0, 8)}`);
}
