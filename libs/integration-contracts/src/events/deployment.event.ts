import { z } from 'zod';
import { defineEvent, id, optional, project, user } from './event-contract.ts';
import { ADA, COMMIT, HOST, PROJECT, PROJECT_URL } from './sample-parts.ts';

const typical = {
  object_kind: 'deployment',
  status: 'success',
  status_changed_at: '2026-03-17 09:46:01 +0100',
  deployment_id: 60077,
  deployable_id: 80503,
  deployable_url: `${PROJECT_URL}/-/jobs/80503`,
  environment: 'staging',
  environment_tier: 'staging',
  environment_slug: 'staging',
  environment_external_url: 'https://staging.rockets.example.com',
  project: PROJECT,
  ref: 'main',
  short_sha: COMMIT.id.slice(0, 8),
  user: ADA,
  user_url: `${HOST}/ada.example`,
  commit_url: COMMIT.url,
  commit_title: COMMIT.title,
};

export const deploymentEvent = defineEvent({
  trigger: 'deployment',
  schema: z.looseObject({
    object_kind: z.literal('deployment'),
    status: z.string(),
    deployment_id: optional(id),
    deployable_url: optional(z.url()),
    environment: z.string(),
    project,
    user: optional(user),
    short_sha: z.string(),
    commit_url: z.url(),
    commit_title: z.string(),
  }),
  samples: { typical, failed: { ...typical, status: 'failed' } },
});
