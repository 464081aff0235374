import { z } from 'zod';
import { commit, defineEvent, id, project, sha } from './event-contract.ts';
import {
  ADA,
  COMMIT,
  PROJECT,
  PROJECT_URL,
  REPOSITORY,
  SHA_AFTER,
  SHA_BEFORE,
  ZERO_SHA,
} from './sample-parts.ts';

const typical = {
  object_kind: 'push',
  event_name: 'push',
  before: SHA_BEFORE,
  after: SHA_AFTER,
  ref: 'refs/heads/main',
  ref_protected: true,
  checkout_sha: SHA_AFTER,
  message: null,
  user_id: ADA.id,
  user_name: ADA.name,
  user_username: ADA.username,
  user_email: '',
  user_avatar: ADA.avatar_url,
  project_id: PROJECT.id,
  project: PROJECT,
  commits: [
    {
      id: '7d6c5b4a39281706f5e4d3c2b1a0998877665544',
      message: 'Log the pressure behind the pump\n',
      title: 'Log the pressure behind the pump',
      timestamp: '2026-03-17T09:12:40+01:00',
      url: `${PROJECT_URL}/-/commit/7d6c5b4a39281706f5e4d3c2b1a0998877665544`,
      author: { name: 'Ben Sample', email: 'ben@example.com' },
      added: ['src/telemetry/pressure.ts'],
      modified: ['src/pump.ts'],
      removed: [],
    },
    { ...COMMIT, added: [], modified: ['src/valve.ts'], removed: ['src/valve-legacy.ts'] },
  ],
  total_commits_count: 2,
  push_options: {},
  repository: {
    ...REPOSITORY,
    git_http_url: PROJECT.git_http_url,
    git_ssh_url: PROJECT.git_ssh_url,
    visibility_level: PROJECT.visibility_level,
  },
};

/** Its commit names issues of trackers and closes some. */
export const mentioning = {
  ...typical,
  commits: [{ ...COMMIT, message: 'Fixes ROCKET-12: let the valve close\n\nFixes #12345, see ROCKET-7' }],
  total_commits_count: 1,
};

export const pushSchema = z.looseObject({
  ref: z.string().startsWith('refs/'),
  before: sha,
  after: sha,
  user_name: z.string(),
  project_id: id,
  project,
  commits: z.array(commit),
  total_commits_count: z.int().nonnegative(),
});

export const pushEvent = defineEvent({
  trigger: 'push',
  schema: pushSchema,
  samples: {
    typical,
    mentioning,
    new_branch: {
      ...typical,
      before: ZERO_SHA,
      ref: 'refs/heads/feature/slow-valve',
      ref_protected: false,
      commits: [],
      total_commits_count: 0,
    },
    removed_branch: {
      ...typical,
      after: ZERO_SHA,
      ref: 'refs/heads/feature/slow-valve',
      ref_protected: false,
      checkout_sha: null,
      commits: [],
      total_commits_count: 0,
    },
  },
});
