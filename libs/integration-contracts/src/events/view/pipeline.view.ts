import type { EventFacts } from '../event-facts.ts';
import type { JsonObject } from '../json.ts';
import { count, number, object, objectOrEmpty, objects, text, texts, url } from '../parse/read.ts';
import { baseOf, commitOf } from './parts.view.ts';
import type { CommitView, ProjectView, ViewBase } from './parts.view.ts';
import { pageOf } from './project-page.ts';

/** A job of a pipeline, as the pipeline's payload lists it. */
export interface PipelineJobView {
  readonly id: number | undefined;
  readonly name: string;
  readonly stage: string | undefined;
  readonly url: string | undefined;
  readonly isAllowedToFail: boolean;
}

/** The merge request that a pipeline runs for. */
export interface PipelineMergeRequestView {
  readonly iid: number | undefined;
  readonly title: string | undefined;
  readonly url: string | undefined;
}

/** A pipeline. */
export interface PipelineView extends ViewBase {
  readonly trigger: 'pipeline';
  readonly id: number | undefined;
  readonly iid: number | undefined;
  readonly name: string | undefined;
  readonly ref: string | undefined;
  readonly refUrl: string | undefined;
  readonly isTag: boolean;
  readonly sha: string | undefined;
  /** What started it: `push`, `schedule`, `web`, `merge_request_event`… */
  readonly source: string | undefined;
  /** `running`, `success`, `failed`… */
  readonly status: string | undefined;
  /** Wording for people, such as `passed with warnings`. */
  readonly detailedStatus: string | undefined;
  /** Seconds. */
  readonly duration: number | undefined;
  /** Seconds spent waiting before it ran. */
  readonly queuedDuration: number | undefined;
  readonly createdAt: string | undefined;
  readonly finishedAt: string | undefined;
  readonly url: string | undefined;
  readonly commit: CommitView | undefined;
  /** Jobs that failed and did not succeed when run again, one per name. */
  readonly failedJobs: readonly PipelineJobView[];
  /** Their stages, in the pipeline's order. */
  readonly failedStages: readonly string[];
  readonly mergeRequest: PipelineMergeRequestView | undefined;
}

/** Builds the view of a pipeline. */
export function pipelineView(payload: JsonObject, facts: EventFacts): PipelineView {
  const attributes = objectOrEmpty(payload['object_attributes']);
  const base = baseOf(payload);
  const id = count(attributes['id']);
  const failedJobs = failedJobsOf(payload, base.project);
  return {
    trigger: 'pipeline',
    ...base,
    id,
    iid: count(attributes['iid']),
    name: text(attributes['name']),
    ref: facts.ref,
    refUrl: pageOf(base.project, facts.isTag ? 'tags' : 'commits', facts.ref),
    isTag: facts.isTag,
    sha: text(attributes['sha']),
    source: text(attributes['source']),
    status: facts.status,
    detailedStatus: text(attributes['detailed_status']),
    duration: number(attributes['duration']),
    queuedDuration: number(attributes['queued_duration']),
    createdAt: text(attributes['created_at']),
    finishedAt: text(attributes['finished_at']),
    url: url(attributes['url']) ?? pageOf(base.project, 'pipelines', id),
    commit: commitOf(object(payload['commit'])),
    failedJobs,
    failedStages: stagesOf(failedJobs, texts(attributes['stages'])),
    mergeRequest: mergeRequestOf(object(payload['merge_request'])),
  };
}

function failedJobsOf(payload: JsonObject, project: ProjectView | undefined): readonly PipelineJobView[] {
  const builds = objects(payload['builds']);
  const failed = builds.filter((build) => build['status'] === 'failed');
  if (failed.length === 0) return [];
  const succeeded = new Set(
    builds.filter((build) => build['status'] === 'success').map((build) => text(build['name'])),
  );
  const byName = new Map<string, PipelineJobView>();
  for (const build of failed) {
    const name = text(build['name']);
    if (name === undefined || succeeded.has(name)) continue;
    const id = count(build['id']);
    const isAllowedToFail = build['allow_failure'] === true;
    byName.set(name, {
      id,
      name,
      stage: text(build['stage']),
      url: pageOf(project, 'jobs', id),
      isAllowedToFail,
    });
  }
  return [...byName.values()];
}

function stagesOf(failedJobs: readonly PipelineJobView[], order: readonly string[]): readonly string[] {
  const stages = new Set(failedJobs.map(({ stage }) => stage).filter((stage) => stage !== undefined));
  const known = order.filter((stage) => stages.has(stage));
  return [...new Set([...known, ...stages])];
}

function mergeRequestOf(mergeRequest: JsonObject | undefined): PipelineMergeRequestView | undefined {
  if (mergeRequest === undefined) return undefined;
  return {
    iid: count(mergeRequest['iid']),
    title: text(mergeRequest['title']),
    url: url(mergeRequest['url']),
  };
}
