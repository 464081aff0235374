import type { EventFacts } from '../event-facts.ts';
import type { JsonObject } from '../json.ts';
import { count, number, object, objectOrEmpty, text } from '../parse/read.ts';
import { baseOf, commitOf } from './parts.view.ts';
import type { CommitView, ViewBase } from './parts.view.ts';
import { pageOf } from './project-page.ts';

/** A CI/CD job. */
export interface JobView extends ViewBase {
  readonly trigger: 'job';
  readonly id: number | undefined;
  readonly name: string | undefined;
  readonly stage: string | undefined;
  /** `created`, `pending`, `running`, `success`, `failed`… */
  readonly status: string | undefined;
  readonly ref: string | undefined;
  readonly isTag: boolean;
  readonly sha: string | undefined;
  readonly pipelineId: number | undefined;
  readonly url: string | undefined;
  /** Seconds. */
  readonly duration: number | undefined;
  /** Seconds. */
  readonly queuedDuration: number | undefined;
  readonly createdAt: string | undefined;
  readonly startedAt: string | undefined;
  readonly finishedAt: string | undefined;
  /** Why it failed, as GitLab's word for it: `script_failure`, `runner_system_failure`… */
  readonly failureReason: string | undefined;
  readonly isAllowedToFail: boolean;
  readonly commit: CommitView | undefined;
  readonly environment: string | undefined;
  /** Description of the runner that took it. */
  readonly runner: string | undefined;
}

/** Builds the view of a job. */
export function jobView(payload: JsonObject, facts: EventFacts): JobView {
  // GitLab prefixes the job's own members with build_; some proxies rename them like the trigger.
  const own = (name: string) => payload[`build_${name}`] ?? payload[`job_${name}`];
  const base = baseOf(payload);
  const id = count(own('id'));
  return {
    trigger: 'job',
    ...base,
    id,
    name: text(own('name')),
    stage: text(own('stage')),
    status: facts.status,
    ref: facts.ref,
    isTag: facts.isTag,
    sha: text(payload['sha']),
    pipelineId: count(payload['pipeline_id']),
    url: pageOf(base.project, 'jobs', id),
    duration: number(own('duration')),
    queuedDuration: number(own('queued_duration')),
    createdAt: text(own('created_at')),
    startedAt: text(own('started_at')),
    finishedAt: text(own('finished_at')),
    failureReason: text(own('failure_reason')),
    isAllowedToFail: own('allow_failure') === true,
    commit: commitOf(object(payload['commit'])),
    environment: text(objectOrEmpty(payload['environment'])['name']),
    runner: text(objectOrEmpty(payload['runner'])['description']),
  };
}
