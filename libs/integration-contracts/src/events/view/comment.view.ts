import type { EventFacts } from '../event-facts.ts';
import type { JsonObject } from '../json.ts';
import { count, objectOrEmpty, text, url } from '../parse/read.ts';
import { baseOf } from './parts.view.ts';
import type { ViewBase } from './parts.view.ts';
import { targetOf } from './target.view.ts';

/** Triggers that a {@link CommentView} describes. */
export type CommentTrigger = 'comment' | 'confidential_note';

/** A comment. */
export interface CommentView<T extends CommentTrigger = CommentTrigger> extends ViewBase {
  readonly trigger: T;
  readonly id: number | undefined;
  /** What was commented on: `Issue`, `MergeRequest`, `Commit`, `Snippet`, or another class name as sent. */
  readonly noteableType: string | undefined;
  readonly targetIid: number | undefined;
  readonly targetTitle: string | undefined;
  /** `#1`, `!1`, `$1`, or the short SHA. */
  readonly targetReference: string | undefined;
  readonly targetUrl: string | undefined;
  /** Address of the comment itself; comments on designs have none. */
  readonly url: string | undefined;
  readonly note: string | undefined;
  /** `create` or `update`; older GitLab does not say. */
  readonly action: string | undefined;
  /** Written by GitLab itself, to record a change. */
  readonly isSystem: boolean;
}

/** Builds the view of a comment. */
export function commentView<T extends CommentTrigger>(
  payload: JsonObject,
  facts: EventFacts,
  trigger: T,
): CommentView<T> {
  const attributes = objectOrEmpty(payload['object_attributes']);
  const target = targetOf(payload);
  return {
    trigger,
    ...baseOf(payload),
    id: count(attributes['id']),
    noteableType: target.type,
    targetIid: target.iid,
    targetTitle: target.title,
    targetReference: target.reference,
    targetUrl: target.url,
    url: url(attributes['url']),
    note: text(attributes['note']),
    action: facts.action,
    isSystem: attributes['system'] === true,
  };
}
