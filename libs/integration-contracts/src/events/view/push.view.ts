import type { EventFacts } from '../event-facts.ts';
import type { JsonObject } from '../json.ts';
import { count, isNullSha, objects, text, url } from '../parse/read.ts';
import { actorOf, address, commitOf, projectOf } from './parts.view.ts';
import type { ActorView, CommitView, ViewBase } from './parts.view.ts';
import { pageOf } from './project-page.ts';

/** Triggers that a {@link PushView} describes. */
export type PushTrigger = 'push' | 'tag_push' | 'commit';

/** A push to a branch, or to a tag. */
export interface PushView<T extends PushTrigger = PushTrigger> extends ViewBase {
  readonly trigger: T;
  /** Short name of the branch or tag. */
  readonly ref: string | undefined;
  readonly isTag: boolean;
  /** The ref did not exist before. */
  readonly isNew: boolean;
  /** The ref is gone now. */
  readonly isRemoved: boolean;
  /** SHA before the push; forty zeros for a new ref. */
  readonly before: string | undefined;
  /** SHA after the push; forty zeros for a removed ref. */
  readonly after: string | undefined;
  readonly refUrl: string | undefined;
  /** Absent for a new or removed ref. */
  readonly compareUrl: string | undefined;
  /** The newest commits, oldest first; GitLab sends at most twenty. */
  readonly commits: readonly CommitView[];
  /** How many were pushed, which may be more than `commits` holds. */
  readonly totalCommits: number;
  /** Message of an annotated tag. */
  readonly message: string | undefined;
}

/** Builds the view of a push. */
export function pushView<T extends PushTrigger>(
  payload: JsonObject,
  facts: EventFacts,
  trigger: T,
): PushView<T> {
  const project = projectOf(payload);
  const before = text(payload['before']);
  const after = text(payload['after']);
  const isNew = isNullSha(before);
  const isRemoved = isNullSha(after);
  const commits = objects(payload['commits'])
    .map(commitOf)
    .filter((commit) => commit !== undefined);
  const hasRange = before !== undefined && after !== undefined && !isNew && !isRemoved;
  return {
    trigger,
    project,
    actor: pusherOf(payload),
    ref: facts.ref,
    isTag: facts.isTag,
    isNew,
    isRemoved,
    before,
    after,
    refUrl: pageOf(project, facts.isTag ? 'tags' : 'commits', facts.ref),
    compareUrl: hasRange ? pageOf(project, 'compare', `${before}...${after}`) : undefined,
    commits,
    totalCommits: Math.max(count(payload['total_commits_count']) ?? 0, commits.length),
    message: text(payload['message']),
  };
}

/** Pushes name the user in flat members, unlike every other payload. */
function pusherOf(payload: JsonObject): ActorView | undefined {
  const {
    user_id: id,
    user_name: name,
    user_username: username,
    user_avatar: avatar,
    user_email: email,
  } = payload;
  const actor = actorOf({ id, name, username, email });
  return actor === undefined ? undefined : { ...actor, avatarUrl: url(avatar), email: address(email) };
}
