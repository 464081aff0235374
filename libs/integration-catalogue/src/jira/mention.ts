import type { CommitView, EventFacts, ViewOf } from '@patchbay/integration-contracts';
import { keyFinder } from './issue-keys.ts';
import type { KeyFinder, KeySettings } from './issue-keys.ts';

/** A place where an issue is mentioned, and whether it is closed there. */
export interface Mention {
  readonly key: string;
  readonly kind: 'commit' | 'merge request';
  readonly title: string;
  readonly text: string;
  readonly url: string;
  /** What closes it, for the link that says so. */
  readonly sha: string | undefined;
  readonly isClosing: boolean;
}

/** What the plan reads of an event. */
export interface JiraEvent {
  readonly facts: EventFacts;
  readonly view: ViewOf<'commit' | 'merge_request'>;
}

const CLOSING =
  /\b(?:clos(?:e[sd]?|ing)|fix(?:e[sd]|ing)?|resolv(?:e[sd]?|ing)|implement(?:s|ed|ing)?):? {1,4}(?:issues? {1,4})?$/i;
const LOOK_BEHIND = 32;
/** What joins issues that are closed by one word. */
const JOINED = /^(?: {0,4},? {1,4}and {1,4}| {0,4},? {0,4})$/i;

/** The issues that an event mentions, each once; places without an address can't be linked to and are left out. */
export function mentionsIn(event: JiraEvent, settings: KeySettings): readonly Mention[] {
  const { view } = event;
  const find = keyFinder(settings);
  const found =
    view.trigger === 'merge_request'
      ? mergeRequestMentions(event, find)
      : view.commits.flatMap((commit) => commitMentions(commit, event, find));
  const byPlace = new Map(found.map((mention) => [`${mention.key} ${mention.url}`, mention]));
  return [...byPlace.values()];
}

function commitMentions(
  { title, message, url, id }: CommitView,
  { facts }: JiraEvent,
  find: KeyFinder,
): readonly Mention[] {
  if (url === undefined) return [];
  const isDefault = facts.ref !== undefined && facts.ref === facts.defaultBranch;
  return keysIn(message, find).map(({ key, isClosing }) => ({
    ...{ key, kind: 'commit', title, text: message, url, sha: id },
    isClosing: isClosing && isDefault,
  }));
}

function mergeRequestMentions({ view, facts }: JiraEvent, find: KeyFinder): readonly Mention[] {
  if (view.trigger !== 'merge_request') return [];
  const { title = '', description = '', url, action, mergeCommitSha, lastCommit, targetBranch } = view;
  if (url === undefined) return [];
  const isMerged = action === 'merge' && targetBranch !== undefined && targetBranch === facts.defaultBranch;
  // A fast-forward makes no commit of its own.
  const sha = mergeCommitSha ?? lastCommit?.id;
  return keysIn(`${title}\n${description}`, find).map(({ key, isClosing }) => ({
    ...{ key, kind: 'merge request', title, text: title, url, sha },
    isClosing: isClosing && isMerged,
  }));
}

function keysIn(text: string, find: KeyFinder): readonly { key: string; isClosing: boolean }[] {
  const keys = new Map<string, boolean>();
  let end = 0;
  let isClosing = false;
  for (const { issue, index, text: found } of find(text)) {
    isClosing =
      (isClosing && JOINED.test(text.slice(end, index))) ||
      CLOSING.test(text.slice(Math.max(0, index - LOOK_BEHIND), index));
    keys.set(issue, isClosing || keys.get(issue) === true);
    end = index + found.length;
  }
  return [...keys].map(([key, isClosing]) => ({ key, isClosing }));
}
