import { z } from 'zod';
import { commit, defineEvent, id, optional, project, user } from './event-contract.ts';
import { ADA, COMMIT, PROJECT, PROJECT_URL, SHA_AFTER, SHA_BEFORE } from './sample-parts.ts';

const attributes = {
  id: 70231,
  iid: 231,
  name: 'Engine on main',
  ref: 'main',
  tag: false,
  protected_ref: true,
  sha: SHA_AFTER,
  before_sha: SHA_BEFORE,
  source: 'push',
  status: 'success',
  detailed_status: 'passed',
  stages: ['build', 'test', 'deploy'],
  created_at: '2026-03-17 08:41:20 UTC',
  finished_at: '2026-03-17 08:46:02 UTC',
  duration: 251,
  queued_duration: 4,
  variables: [{ key: 'TEST_STAND', value: 'north' }],
  url: `${PROJECT_URL}/-/pipelines/70231`,
};

const runner = {
  id: 9001,
  description: 'north-stand-runner-1',
  runner_type: 'group_type',
  active: true,
  is_shared: false,
  tags: ['linux', 'north'],
};

function build(buildId: number, stage: string, status: string) {
  return {
    id: buildId,
    stage,
    name: stage === 'test' ? 'hot-fire' : stage,
    status,
    created_at: '2026-03-17 08:41:20 UTC',
    started_at: '2026-03-17 08:42:00 UTC',
    finished_at: '2026-03-17 08:43:20 UTC',
    duration: 80.25,
    queued_duration: 1.5,
    failure_reason: status === 'failed' ? 'script_failure' : null,
    when: 'on_success',
    manual: false,
    allow_failure: false,
    user: ADA,
    runner,
    artifacts_file: { filename: null, size: null },
    environment: stage === 'deploy' ? { name: 'staging', action: 'start', deployment_tier: 'staging' } : null,
  };
}

const typical = {
  object_kind: 'pipeline',
  object_attributes: attributes,
  merge_request: null,
  user: ADA,
  project: PROJECT,
  commit: COMMIT,
  builds: [
    build(80503, 'deploy', 'success'),
    build(80502, 'test', 'success'),
    build(80501, 'build', 'success'),
  ],
};

export const pipelineEvent = defineEvent({
  trigger: 'pipeline',
  schema: z.looseObject({
    object_kind: optional(z.literal('pipeline')),
    object_attributes: z.looseObject({
      id,
      ref: z.string(),
      tag: optional(z.boolean()),
      sha: z.string(),
      status: z.string(),
      stages: optional(z.array(z.string())),
      duration: optional(z.number()),
      url: optional(z.url()),
    }),
    user: optional(user),
    project,
    commit: optional(commit),
    builds: optional(z.array(z.looseObject({ id, name: z.string(), stage: z.string(), status: z.string() }))),
  }),
  samples: {
    typical,
    failed: {
      ...typical,
      object_attributes: { ...attributes, status: 'failed', detailed_status: 'failed', duration: 171 },
      merge_request: {
        id: 40058,
        iid: 58,
        title: 'Open the fuel valve more slowly',
        source_branch: 'feature/slow-valve',
        source_project_id: PROJECT.id,
        target_branch: 'main',
        target_project_id: PROJECT.id,
        state: 'opened',
        merge_status: 'can_be_merged',
        detailed_merge_status: 'ci_must_pass',
        url: `${PROJECT_URL}/-/merge_requests/58`,
      },
      builds: [
        build(80513, 'deploy', 'skipped'),
        build(80512, 'test', 'failed'),
        build(80511, 'build', 'success'),
      ],
    },
  },
});
