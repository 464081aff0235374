import type { CommitView, EventFacts, ViewOf } from '@patchbay/integration-contracts';
import { issueKeys } from './issue-keys.ts';
import type { KeySettings } from './issue-keys.ts';

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

/** Each takes up to eight requests. */
const MAX_MENTIONS = 6;
const CLOSING =
  /\b(?:clos(?:e[sd]?|ing)|fix(?:e[sd]|ing)?|resolv(?:e[sd]?|ing)|implement(?:s|ed|ing)?):? {1,4}$/i;
const LOOK_BEHIND = 20;

/** The issues that an event mentions, each once; places without an address can't be linked to and are left out. */
export function mentionsIn(event: JiraEvent, settings: KeySettings): readonly Mention[] {
  const { view } = event;
  const found =
    view.trigger === 'merge_request'
      ? mergeRequestMentions(event, settings)
      : view.commits.flatMap((commit) => commitMentions(commit, event, settings));
  const byPlace = new Map(found.map((mention) => [`${mention.key} ${mention.url}`, mention]));
  return [...byPlace.values()].slice(0, MAX_MENTIONS);
}

function commitMentions(
  { title, message, url, id }: CommitView,
  { facts }: JiraEvent,
  settings: KeySettings,
): readonly Mention[] {
  if (url === undefined) return [];
  const isDefault = facts.ref !== undefined && facts.ref === facts.defaultBranch;
  return keysIn(message, settings).map(({ key, isClosing }) => ({
    ...{ key, kind: 'commit', title, text: message, url, sha: id },
    isClosing: isClosing && isDefault,
  }));
}

function mergeRequestMentions({ view }: JiraEvent, settings: KeySettings): readonly Mention[] {
  if (view.trigger !== 'merge_request') return [];
  const { title = '', description = '', url, action, mergeCommitSha: sha } = view;
  if (url === undefined) return [];
  return keysIn(`${title}\n${description}`, settings).map(({ key, isClosing }) => ({
    ...{ key, kind: 'merge request', title, text: title, url, sha },
    isClosing: isClosing && action === 'merge',
  }));
}

function keysIn(text: string, settings: KeySettings): readonly { key: string; isClosing: boolean }[] {
  const keys = new Map<string, boolean>();
  for (const { issue, index } of issueKeys(text, settings)) {
    const isClosing = CLOSING.test(text.slice(Math.max(0, index - LOOK_BEHIND), index));
    keys.set(issue, isClosing || keys.get(issue) === true);
  }
  return [...keys].map(([key, isClosing]) => ({ key, isClosing }));
}
