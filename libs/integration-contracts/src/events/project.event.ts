import { z } from 'zod';
import { defineEvent, id } from './event-contract.ts';
import { PROJECT } from './sample-parts.ts';

export const projectEvent = defineEvent({
  trigger: 'project',
  schema: z.looseObject({
    event_name: z.string().startsWith('project_'),
    project_id: id,
    path_with_namespace: z.string(),
  }),
  samples: {
    typical: {
      event_name: 'project_create',
      created_at: '2026-01-07T12:00:00Z',
      updated_at: '2026-01-07T12:00:00Z',
      name: PROJECT.name,
      path: 'engine',
      path_with_namespace: PROJECT.path_with_namespace,
      project_id: PROJECT.id,
      project_namespace_id: 2042,
      owners: [{ name: 'Ada Example', email: 'ada@example.com' }],
      project_visibility: 'internal',
    },
  },
});
