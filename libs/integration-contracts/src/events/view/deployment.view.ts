import type { EventFacts } from '../event-facts.ts';
import type { JsonObject } from '../json.ts';
import { count, text, url } from '../parse/read.ts';
import { baseOf } from './parts.view.ts';
import type { ViewBase } from './parts.view.ts';

/** A deployment. */
export interface DeploymentView extends ViewBase {
  readonly trigger: 'deployment';
  readonly id: number | undefined;
  /** `running`, `success`, `failed`, `canceled`, `blocked`… */
  readonly status: string | undefined;
  /** Name of the environment. */
  readonly environment: string | undefined;
  readonly environmentTier: string | undefined;
  readonly environmentUrl: string | undefined;
  readonly jobId: number | undefined;
  /** Address of the job that deploys; deployments made through the API have none. */
  readonly url: string | undefined;
  readonly actorUrl: string | undefined;
  readonly ref: string | undefined;
  readonly shortSha: string | undefined;
  readonly commitUrl: string | undefined;
  readonly commitTitle: string | undefined;
  readonly changedAt: string | undefined;
}

/** Builds the view of a deployment. */
export function deploymentView(payload: JsonObject, facts: EventFacts): DeploymentView {
  return {
    trigger: 'deployment',
    ...baseOf(payload),
    id: count(payload['deployment_id']),
    status: facts.status,
    environment: text(payload['environment']),
    environmentTier: text(payload['environment_tier']),
    environmentUrl: url(payload['environment_external_url']),
    jobId: count(payload['deployable_id']),
    url: url(payload['deployable_url']),
    actorUrl: url(payload['user_url']),
    ref: facts.ref,
    shortSha: text(payload['short_sha']),
    commitUrl: url(payload['commit_url']),
    commitTitle: text(payload['commit_title']),
    changedAt: text(payload['status_changed_at']),
  };
}
