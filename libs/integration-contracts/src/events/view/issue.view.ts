import type { EventFacts } from '../event-facts.ts';
import type { JsonObject } from '../json.ts';
import { count, object, objectOrEmpty, text, url } from '../parse/read.ts';
import { actorOf, actorsOf, baseOf } from './parts.view.ts';
import type { ActorView, ViewBase } from './parts.view.ts';
import { pageOf } from './project-page.ts';

/** Triggers that an {@link IssueView} describes. */
export type IssueTrigger =
  'issue' | 'confidential_issue' | 'incident' | 'work_item' | 'confidential_work_item';

/** An issue, incident or work item. */
export interface IssueView<T extends IssueTrigger = IssueTrigger> extends ViewBase {
  readonly trigger: T;
  readonly id: number | undefined;
  readonly iid: number | undefined;
  readonly title: string | undefined;
  readonly url: string | undefined;
  /** `opened` or `closed`. */
  readonly state: string | undefined;
  /** `open`, `update`, `close` or `reopen`. */
  readonly action: string | undefined;
  /** Work item type for people: `Issue`, `Incident`, `Task`, `Key Result`… */
  readonly type: string;
  readonly description: string | undefined;
  readonly labels: readonly string[];
  readonly assignees: readonly ActorView[];
  readonly severity: string | undefined;
  readonly isConfidential: boolean;
}

/** Builds the view of an issue, incident or work item. */
export function issueView<T extends IssueTrigger>(
  payload: JsonObject,
  facts: EventFacts,
  trigger: T,
): IssueView<T> {
  const attributes = objectOrEmpty(payload['object_attributes']);
  const base = baseOf(payload);
  const iid = count(attributes['iid']);
  return {
    trigger,
    ...base,
    id: count(attributes['id']),
    iid,
    title: text(attributes['title']),
    url: url(attributes['url']) ?? pageOf(base.project, 'issues', iid),
    state: text(attributes['state']),
    action: facts.action,
    type: facts.itemType ?? typeOf(trigger),
    description: text(attributes['description']),
    labels: facts.labels,
    assignees: assigneesOf(payload),
    severity: text(attributes['severity']),
    isConfidential: facts.isConfidential,
  };
}

/** The assignees of an issue or merge request; older GitLab knew a single one. */
export function assigneesOf(payload: JsonObject): readonly ActorView[] {
  if (Array.isArray(payload['assignees'])) return actorsOf(payload['assignees']);
  const single = actorOf(object(payload['assignee']));
  return single === undefined ? [] : [single];
}

function typeOf(trigger: IssueTrigger): string {
  if (trigger === 'incident') return 'Incident';
  return trigger.endsWith('work_item') ? 'Work item' : 'Issue';
}
