import { z } from 'zod';
import { defineEvent, id, optional, project } from './event-contract.ts';
import { PROJECT } from './sample-parts.ts';

const attributes = {
  user_id: 1090,
  created_at: '2025-03-20 08:00:00 UTC',
  id: 14002,
  name: 'deploy bot',
  expires_at: '2026-03-20',
  last_used_at: '2026-03-17 07:59:00 UTC',
};

export const accessTokenEvent = defineEvent({
  trigger: 'access_token',
  schema: z.looseObject({
    object_kind: z.literal('access_token'),
    event_name: z.string(),
    project: optional(project),
    group: optional(z.looseObject({ group_id: id, group_name: z.string(), full_path: optional(z.string()) })),
    object_attributes: z.looseObject({ id, name: z.string(), expires_at: z.string() }),
  }),
  samples: {
    typical: {
      object_kind: 'access_token',
      project: PROJECT,
      object_attributes: attributes,
      event_name: 'expiring_access_token',
    },
    of_group: {
      object_kind: 'access_token',
      group: { group_name: 'Rockets', group_path: 'rockets', group_id: 2007, full_path: 'acme/rockets' },
      object_attributes: attributes,
      event_name: 'expiring_access_token',
    },
  },
});
