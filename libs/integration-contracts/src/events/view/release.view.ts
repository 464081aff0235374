import type { EventFacts } from '../event-facts.ts';
import type { JsonObject } from '../json.ts';
import { count, object, text, url } from '../parse/read.ts';
import { baseOf, commitOf } from './parts.view.ts';
import type { CommitView, ViewBase } from './parts.view.ts';

/** A release. */
export interface ReleaseView extends ViewBase {
  readonly trigger: 'release';
  readonly id: number | undefined;
  readonly name: string | undefined;
  readonly tag: string | undefined;
  readonly url: string | undefined;
  /** `create`, `update` or `delete`. */
  readonly action: string | undefined;
  readonly description: string | undefined;
  readonly releasedAt: string | undefined;
  readonly commit: CommitView | undefined;
}

/** Builds the view of a release. Its payload is flat and names no user. */
export function releaseView(payload: JsonObject, facts: EventFacts): ReleaseView {
  return {
    trigger: 'release',
    ...baseOf(payload),
    id: count(payload['id']),
    name: text(payload['name']),
    tag: facts.ref,
    url: url(payload['url']),
    action: facts.action,
    description: text(payload['description']),
    releasedAt: text(payload['released_at']),
    commit: commitOf(object(payload['commit'])),
  };
}
