import type { EventFacts } from '../event-facts.ts';
import type { JsonObject } from '../json.ts';
import { objectOrEmpty, text, url } from '../parse/read.ts';
import { baseOf } from './parts.view.ts';
import type { ViewBase } from './parts.view.ts';

/** Triggers that an {@link OtherView} describes: the kinds that only webhook-like integrations subscribe to. */
export type OtherTrigger =
  | 'milestone'
  | 'feature_flag'
  | 'access_token'
  | 'archive_trace'
  | 'member'
  | 'project'
  | 'subgroup'
  | 'system';

/** An event of a kind for which no message of its own is worth having. */
export interface OtherView<T extends OtherTrigger = OtherTrigger> extends ViewBase {
  readonly trigger: T;
  /** The precise kind, such as `user_add_to_group` or `milestone`. */
  readonly eventName: string | undefined;
  readonly action: string | undefined;
  readonly state: string | undefined;
  /** Name or title of what changed. */
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly url: string | undefined;
}

// Where the name of what changed may stand; member events name the group or project before the person.
const TITLES = ['name', 'project_name', 'group_name', 'user_name', 'username', 'build_name'] as const;

/** Builds the view of everything else. */
export function otherView<T extends OtherTrigger>(
  payload: JsonObject,
  facts: EventFacts,
  trigger: T,
): OtherView<T> {
  const attributes = objectOrEmpty(payload['object_attributes']);
  const flat = TITLES.map((name) => text(payload[name])).find((title) => title !== undefined);
  return {
    trigger,
    ...baseOf(payload),
    eventName: facts.eventName ?? (facts.objectKind === '' ? undefined : facts.objectKind),
    action: facts.action,
    state: facts.status,
    title: text(attributes['title']) ?? text(attributes['name']) ?? flat,
    description: text(attributes['description']),
    url: url(attributes['url']) ?? url(payload['trace_url']),
  };
}
