import { z } from 'zod';
import { defineEvent, id, optional, project, user } from './event-contract.ts';
import { commentSample } from './comment.event.ts';
import { ADA, PROJECT, PROJECT_URL } from './sample-parts.ts';

export const emojiEvent = defineEvent({
  trigger: 'emoji',
  schema: z.looseObject({
    object_kind: z.literal('emoji'),
    event_type: z.enum(['award', 'revoke']),
    user,
    project_id: optional(id),
    project: optional(project),
    object_attributes: z.looseObject({
      name: z.string(),
      awardable_type: z.string(),
      awarded_on_url: optional(z.url()),
    }),
  }),
  samples: {
    typical: {
      object_kind: 'emoji',
      event_type: 'award',
      user: ADA,
      project_id: PROJECT.id,
      project: PROJECT,
      object_attributes: {
        user_id: ADA.id,
        created_at: '2026-03-17 11:10:00 UTC',
        id: 95001,
        name: 'rocket',
        awardable_type: 'Note',
        awardable_id: 90211,
        updated_at: '2026-03-17 11:10:00 UTC',
        action: 'award',
        awarded_on_url: `${PROJECT_URL}/-/issues/117#note_90211`,
      },
      note: commentSample.object_attributes,
      issue: commentSample.issue,
    },
  },
});
