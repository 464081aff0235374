import type { CommitView, PushView } from '@patchbay/integration-contracts';
import { chatMessage, compareLink, placeIn, projectName } from '../chat-message.ts';
import type { ChatMessage } from '../chat-message.ts';
import { link, rich } from '../rich-text.ts';
import type { RichText } from '../rich-text.ts';
import type { Say } from '../say.ts';
import { personName } from '../wording.ts';

/** GitLab lists as many; whoever sends more does not get a longer message. */
const MAX_COMMITS = 20;

export function pushMessage(view: PushView, say: Say): ChatMessage {
  const { project, actor, isNew, isRemoved, isTag, ref = say.word('push.unknown_ref') } = view;
  const isPlain = !isNew && !isRemoved;
  return chatMessage({
    project,
    author: actor,
    summary: say(sentenceOf(view), {
      actor: personName(actor, say),
      count: view.totalCommits,
      kind: say.word(isTag ? 'kind.tag' : 'kind.branch'),
      ref: link(ref, isRemoved ? undefined : view.refUrl),
      place: placeIn(project, say),
      compare: compareLink(view.compareUrl, say),
    }),
    thread: `push ${projectName(project) ?? ''}_${ref}`,
    ...(isPlain && view.commits.length > 0 && { tone: 'neutral', body: commitLines(view, say) }),
  });
}

function sentenceOf({ isNew, isRemoved, totalCommits }: PushView) {
  if (isRemoved) return 'push.deleted';
  if (isNew) return 'push.created';
  return totalCommits === 0 ? 'push.moved' : 'push.pushed';
}

function commitLines({ commits, totalCommits }: PushView, say: Say): readonly RichText[] {
  // The newest come last and are worth more than the oldest.
  const shown = commits.slice(-MAX_COMMITS);
  const more = totalCommits - shown.length;
  return [...shown.map(commitLine), ...(more > 0 ? [say('push.earlier', { count: more })] : [])];
}

function commitLine({ shortId, url, title, author }: CommitView): RichText {
  const by = author === undefined ? undefined : rich` (${author})`;
  return rich`${link(shortId, url)} ${title}${by}`;
}
