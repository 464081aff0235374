import { z } from 'zod';
import { defineEvent, optional } from './event-contract.ts';
import { ADA, PROJECT, SHA_AFTER, SHA_BEFORE } from './sample-parts.ts';

/** Accounts, keys, top-level groups and repositories: what only administrators of a whole GitLab subscribe to. */
export const systemEvent = defineEvent({
  trigger: 'system',
  schema: z.looseObject({ event_name: optional(z.string()), object_kind: optional(z.string()) }),
  samples: {
    typical: {
      event_name: 'user_create',
      created_at: '2026-01-02T08:00:00Z',
      updated_at: '2026-01-02T08:00:00Z',
      name: ADA.name,
      username: ADA.username,
      email: 'ada@example.com',
      user_id: ADA.id,
    },
    repository_update: {
      event_name: 'repository_update',
      user_id: ADA.id,
      user_name: ADA.name,
      user_email: 'ada@example.com',
      user_avatar: ADA.avatar_url,
      project_id: PROJECT.id,
      project: PROJECT,
      changes: [{ before: SHA_BEFORE, after: SHA_AFTER, ref: 'refs/heads/main' }],
      refs: ['refs/heads/main'],
    },
  },
});
