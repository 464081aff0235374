import type { EventFacts } from '../event-facts.ts';
import type { JsonObject } from '../json.ts';
import { objectOrEmpty, text, url } from '../parse/read.ts';
import { baseOf } from './parts.view.ts';
import type { ViewBase } from './parts.view.ts';
import { itemTarget, targetOf } from './target.view.ts';
import type { TargetView } from './target.view.ts';

/** Triggers that a {@link GroupMentionView} describes. */
export type GroupMentionTrigger = 'group_mention' | 'group_confidential_mention';

/** A mention of a group in an issue, merge request or comment. */
export interface GroupMentionView<T extends GroupMentionTrigger = GroupMentionTrigger> extends ViewBase {
  readonly trigger: T;
  /** Full path of the group. */
  readonly groupPath: string | undefined;
  readonly groupUrl: string | undefined;
  /** Where it was mentioned: `issue`, `merge_request` or `note`. */
  readonly sourceKind: string | undefined;
  readonly targetTitle: string | undefined;
  /** `#1`, `!1`, `$1`, or the short SHA. */
  readonly targetReference: string | undefined;
  readonly url: string | undefined;
  /** The description or comment that holds the mention. */
  readonly text: string | undefined;
}

/** Builds the view of a group mention. */
export function groupMentionView<T extends GroupMentionTrigger>(
  payload: JsonObject,
  facts: EventFacts,
  trigger: T,
): GroupMentionView<T> {
  const attributes = objectOrEmpty(payload['object_attributes']);
  const sourceKind = text(attributes['object_kind']);
  const target = sourceOf(payload, attributes, sourceKind);
  return {
    trigger,
    ...baseOf(payload),
    groupPath: facts.groupPath,
    groupUrl: url(objectOrEmpty(payload['mentioned'])['url']),
    sourceKind,
    targetTitle: target.title,
    targetReference: target.reference,
    url: url(attributes['url']),
    text: text(attributes['note']) ?? text(attributes['description']),
  };
}

function sourceOf(payload: JsonObject, attributes: JsonObject, kind: string | undefined): TargetView {
  if (kind === 'merge_request') return itemTarget(attributes, 'MergeRequest', '!');
  return kind === 'note' ? targetOf(payload) : itemTarget(attributes, 'Issue', '#');
}
