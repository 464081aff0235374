import { z } from 'zod';
import { defineEvent, id } from './event-contract.ts';
import { BEN, PROJECT } from './sample-parts.ts';

/** System and group hooks about members are flat. Those of groups name the group by its last segment only. */
export const memberEvent = defineEvent({
  trigger: 'member',
  schema: z.looseObject({ event_name: z.string().startsWith('user_'), user_name: z.string(), user_id: id }),
  samples: {
    typical: {
      created_at: '2026-03-17T07:30:00Z',
      updated_at: '2026-03-17T07:30:00Z',
      group_name: 'Rockets',
      group_path: 'rockets',
      group_id: 2007,
      user_username: BEN.username,
      user_name: BEN.name,
      user_email: 'ben@example.com',
      user_id: BEN.id,
      group_access: 'Developer',
      group_plan: null,
      expires_at: '2026-12-31T00:00:00Z',
      event_name: 'user_add_to_group',
    },
    of_project: {
      created_at: '2026-03-17T07:30:00Z',
      updated_at: '2026-03-17T07:30:00Z',
      event_name: 'user_remove_from_team',
      access_level: 'Maintainer',
      project_id: PROJECT.id,
      project_name: PROJECT.name,
      project_path: 'engine',
      project_path_with_namespace: PROJECT.path_with_namespace,
      project_visibility: 'internal',
      user_username: BEN.username,
      user_name: BEN.name,
      user_email: 'ben@example.com',
      user_id: BEN.id,
    },
  },
});
