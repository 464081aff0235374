import { z } from 'zod';
import { defineEvent } from './event-contract.ts';
import { PROJECT_URL } from './sample-parts.ts';

/** Names neither project nor user: the project follows from the address, or from what the publisher says beside it. */
export const alertEvent = defineEvent({
  trigger: 'alert',
  schema: z.looseObject({
    object_kind: z.literal('alert'),
    object_attributes: z.looseObject({
      title: z.string(),
      url: z.url(),
      severity: z.string(),
      events: z.int().nonnegative(),
      status: z.string(),
      started_at: z.string(),
    }),
  }),
  samples: {
    typical: {
      object_kind: 'alert',
      object_attributes: {
        title: 'Chamber pressure above limit',
        url: `${PROJECT_URL}/-/alert_management/31/details`,
        severity: 'critical',
        events: 4,
        status: 'triggered',
        started_at: '2026-03-17T09:58:30.000Z',
      },
    },
  },
});
