import type { JsonObject } from './json.ts';
import type { Trigger } from './triggers.ts';

/** What routing and filters read from an event. Made once per event, so it holds no copies of the payload. */
export interface EventFacts {
  /** What happened, in the vocabulary of subscriptions. */
  readonly trigger: Trigger;
  /** Further triggers the same payload stands for: `commit` for a push with commits, `incident` for such an issue. */
  readonly also: readonly Trigger[];
  /** `object_kind` as sent (else `event_name`), or the empty string. */
  readonly objectKind: string;
  /** `event_name` of system and group hooks, else `event_type`, as sent. */
  readonly eventName: string | undefined;
  readonly projectId: number | undefined;
  /** Full path of the project, such as `acme/rockets/engine`. */
  readonly projectPath: string | undefined;
  /** Full path of the group or user namespace that holds the project, or of the group the event is about. */
  readonly groupPath: string | undefined;
  readonly defaultBranch: string | undefined;
  /** Short name of the branch or tag: `main`, not `refs/heads/main`. Absent where the event has none. */
  readonly ref: string | undefined;
  readonly isTag: boolean;
  readonly isBranch: boolean;
  /** Whether the ref is protected, where the payload says so. */
  readonly isProtectedRef: boolean | undefined;
  /** Titles of the labels on the issue, merge request or work item that the event concerns. */
  readonly labels: readonly string[];
  /** What was done: `open`, `merge`, `update`, `create`… */
  readonly action: string | undefined;
  /** State of a pipeline, job, deployment, alert or vulnerability; state of an issue or merge request. */
  readonly status: string | undefined;
  readonly isConfidential: boolean;
  /** Work item type as sent, such as `Incident`, `Task` or `Epic`. */
  readonly itemType: string | undefined;
  /** How a pipeline compares with the one before on its ref, where the payload says so. */
  readonly refStatusName: string | undefined;
}

/** A payload that was understood. */
export interface ParsedEvent {
  readonly facts: EventFacts;
  /** The payload as parsed. Read it through `describeEvent`, unless it is passed on whole. */
  readonly payload: JsonObject;
}
