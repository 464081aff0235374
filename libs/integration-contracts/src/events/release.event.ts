import { z } from 'zod';
import { commit, defineEvent, id, optional, project } from './event-contract.ts';
import { COMMIT, PROJECT, PROJECT_URL } from './sample-parts.ts';

export const releaseEvent = defineEvent({
  trigger: 'release',
  schema: z.looseObject({
    object_kind: z.literal('release'),
    id: optional(id),
    name: z.string(),
    tag: z.string(),
    url: z.url(),
    action: z.string(),
    project,
    commit: optional(commit),
  }),
  samples: {
    typical: {
      id: 12003,
      created_at: '2026-03-18 12:00:00 UTC',
      description: 'The valve opens more slowly.',
      name: 'Second stage 2.4',
      released_at: '2026-03-18 12:00:00 UTC',
      tag: 'v2.4.0',
      object_kind: 'release',
      project: PROJECT,
      url: `${PROJECT_URL}/-/releases/v2.4.0`,
      action: 'create',
      assets: {
        count: 3,
        links: [
          {
            id: 12101,
            link_type: 'other',
            name: 'Test report',
            url: 'https://reports.example.com/v2.4.0.pdf',
          },
        ],
        sources: [
          { format: 'zip', url: `${PROJECT_URL}/-/archive/v2.4.0/engine-v2.4.0.zip` },
          { format: 'tar.gz', url: `${PROJECT_URL}/-/archive/v2.4.0/engine-v2.4.0.tar.gz` },
        ],
      },
      commit: COMMIT,
    },
  },
});
