import type { EventFacts } from '../event-facts.ts';
import type { JsonObject } from '../json.ts';
import { count, object, objectOrEmpty, text, url } from '../parse/read.ts';
import { assigneesOf } from './issue.view.ts';
import { actorsOf, baseOf, commitOf, projectView } from './parts.view.ts';
import type { ActorView, CommitView, ProjectView, ViewBase } from './parts.view.ts';
import { pageOf } from './project-page.ts';

/** A merge request. */
export interface MergeRequestView extends ViewBase {
  readonly trigger: 'merge_request';
  readonly id: number | undefined;
  readonly iid: number | undefined;
  readonly title: string | undefined;
  readonly url: string | undefined;
  /** `opened`, `closed`, `merged` or `locked`. */
  readonly state: string | undefined;
  /** `open`, `update`, `merge`, `close`, `reopen`, `approved`, `approval`, `unapproved` or `unapproval`. */
  readonly action: string | undefined;
  readonly sourceBranch: string | undefined;
  readonly targetBranch: string | undefined;
  readonly description: string | undefined;
  readonly isDraft: boolean;
  readonly labels: readonly string[];
  readonly assignees: readonly ActorView[];
  readonly reviewers: readonly ActorView[];
  readonly lastCommit: CommitView | undefined;
  readonly mergeCommitSha: string | undefined;
  /** Head of the source branch before this update; only set when new commits were pushed. */
  readonly previousSha: string | undefined;
  /** Where it comes from: the project itself or a fork. Absent when the fork was deleted. */
  readonly sourceProject: ProjectView | undefined;
}

/** Builds the view of a merge request. */
export function mergeRequestView(payload: JsonObject, facts: EventFacts): MergeRequestView {
  const attributes = objectOrEmpty(payload['object_attributes']);
  const base = baseOf(payload);
  const iid = count(attributes['iid']);
  const source = object(attributes['source']);
  return {
    trigger: 'merge_request',
    ...base,
    id: count(attributes['id']),
    iid,
    title: text(attributes['title']),
    url: url(attributes['url']) ?? pageOf(base.project, 'merge_requests', iid),
    state: text(attributes['state']),
    action: facts.action,
    sourceBranch: text(attributes['source_branch']),
    targetBranch: text(attributes['target_branch']),
    description: text(attributes['description']),
    isDraft: (attributes['draft'] ?? attributes['work_in_progress']) === true,
    labels: facts.labels,
    assignees: assigneesOf(payload),
    reviewers: actorsOf(payload['reviewers']),
    lastCommit: commitOf(object(attributes['last_commit'])),
    mergeCommitSha: text(attributes['merge_commit_sha']),
    previousSha: text(attributes['oldrev']),
    sourceProject: source === undefined ? undefined : projectView(source),
  };
}
