import { z } from 'zod';
import { defineEvent, id, optional, project } from './event-contract.ts';
import { PROJECT } from './sample-parts.ts';

export const milestoneEvent = defineEvent({
  trigger: 'milestone',
  schema: z.looseObject({
    object_kind: z.literal('milestone'),
    project: optional(project),
    object_attributes: z.looseObject({ id, iid: id, title: z.string(), state: z.string() }),
    action: z.string(),
  }),
  samples: {
    typical: {
      object_kind: 'milestone',
      event_type: 'milestone',
      project: PROJECT,
      object_attributes: {
        id: 4003,
        iid: 3,
        title: 'First hot fire',
        description: 'Ten seconds on the north stand.',
        state: 'active',
        created_at: '2026-02-02 09:00:00 UTC',
        updated_at: '2026-02-02 09:00:00 UTC',
        due_date: '2026-04-01',
        start_date: '2026-02-02',
        group_id: null,
        project_id: PROJECT.id,
      },
      action: 'create',
    },
  },
});
