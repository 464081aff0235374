import { z } from 'zod';
import { defineEvent, id, optional, project, user } from './event-contract.ts';
import { ADA, HOST, PROJECT } from './sample-parts.ts';

export const featureFlagEvent = defineEvent({
  trigger: 'feature_flag',
  schema: z.looseObject({
    object_kind: z.literal('feature_flag'),
    project,
    user: optional(user),
    object_attributes: z.looseObject({ id, name: z.string(), active: z.boolean() }),
  }),
  samples: {
    typical: {
      object_kind: 'feature_flag',
      project: PROJECT,
      user: ADA,
      user_url: `${HOST}/ada.example`,
      object_attributes: {
        id: 13001,
        name: 'slow_valve',
        description: 'Opens the valve within two seconds.',
        active: true,
      },
    },
  },
});
