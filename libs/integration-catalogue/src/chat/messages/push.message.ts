import type { CommitView, PushView } from '@patchbay/integration-contracts';
import { chatMessage } from '../chat-message.ts';
import type { ChatMessage } from '../chat-message.ts';
import { link, rich } from '../rich-text.ts';
import type { RichText } from '../rich-text.ts';
import { counted, personName } from '../wording.ts';

/** GitLab lists as many; whoever sends more does not get a longer message. */
const MAX_COMMITS = 20;

export function pushMessage(view: PushView): ChatMessage {
  const { project, actor, isNew, isRemoved, isTag, ref = 'unknown ref' } = view;
  const kind = isTag ? 'tag' : 'branch';
  const { compareUrl } = view;
  const isPlain = !isNew && !isRemoved;
  return chatMessage({
    project,
    author: actor,
    lead: rich`${personName(actor)} ${verb(view)} ${kind}`,
    subject: [link(ref, isRemoved ? undefined : view.refUrl)],
    tail: compareUrl === undefined ? [] : rich` (${link('compare', compareUrl)})`,
    ...(isPlain && view.commits.length > 0 && { tone: 'neutral', body: commitLines(view) }),
  });
}

function verb({ isNew, isRemoved, totalCommits }: PushView): string {
  if (isRemoved) return 'deleted';
  if (isNew) return 'created';
  return totalCommits === 0 ? 'pushed to' : `pushed ${counted(totalCommits, 'commit')} to`;
}

function commitLines({ commits, totalCommits }: PushView): readonly RichText[] {
  // The newest come last and are worth more than the oldest.
  const shown = commits.slice(-MAX_COMMITS);
  const more = totalCommits - shown.length;
  return [...shown.map(commitLine), ...(more > 0 ? [rich`and ${counted(more, 'earlier commit')}`] : [])];
}

function commitLine({ shortId, url, title, author }: CommitView): RichText {
  const by = author === undefined ? undefined : rich` (${author})`;
  return rich`${link(shortId, url)} ${title}${by}`;
}
