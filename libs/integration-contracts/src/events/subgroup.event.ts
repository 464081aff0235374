import { z } from 'zod';
import { defineEvent, id } from './event-contract.ts';

export const subgroupEvent = defineEvent({
  trigger: 'subgroup',
  schema: z.looseObject({
    event_name: z.string().startsWith('subgroup_'),
    group_id: id,
    full_path: z.string(),
  }),
  samples: {
    typical: {
      created_at: '2026-01-05T09:00:00Z',
      updated_at: '2026-01-05T09:00:00Z',
      event_name: 'subgroup_create',
      name: 'Rockets',
      path: 'rockets',
      full_path: 'acme/rockets',
      group_id: 2007,
      parent_group_id: 2001,
      parent_name: 'Acme',
      parent_path: 'acme',
      parent_full_path: 'acme',
    },
  },
});
