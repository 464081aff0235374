import type { EventFacts } from '../event-facts.ts';
import type { JsonObject } from '../json.ts';
import { count, objectOrEmpty, text, url } from '../parse/read.ts';
import { baseOf } from './parts.view.ts';
import type { ViewBase } from './parts.view.ts';

/** An alert. */
export interface AlertView extends ViewBase {
  readonly trigger: 'alert';
  readonly title: string | undefined;
  readonly url: string | undefined;
  /** `critical`, `high`, `medium`, `low`, `info` or `unknown`. */
  readonly severity: string | undefined;
  /** How often it fired. */
  readonly events: number | undefined;
  /** `triggered`, `acknowledged`, `resolved` or `ignored`. */
  readonly status: string | undefined;
  readonly startedAt: string | undefined;
}

/** Builds the view of an alert. */
export function alertView(payload: JsonObject, facts: EventFacts): AlertView {
  const attributes = objectOrEmpty(payload['object_attributes']);
  return {
    trigger: 'alert',
    ...baseOf(payload),
    title: text(attributes['title']),
    url: url(attributes['url']),
    severity: text(attributes['severity']),
    events: count(attributes['events']),
    status: facts.status,
    startedAt: text(attributes['started_at']),
  };
}
