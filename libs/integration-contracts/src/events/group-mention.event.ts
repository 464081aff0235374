import { z } from 'zod';
import { defineEvent, optional, project, user } from './event-contract.ts';
import { issueSample } from './issue.event.ts';
import { HOST } from './sample-parts.ts';

export const groupMentionSample = {
  ...issueSample,
  object_kind: 'group_mention',
  event_type: 'group_mention',
  object_attributes: {
    ...issueSample.object_attributes,
    object_kind: 'issue',
    description: '@acme/safety please have a look at the valve.',
  },
  mentioned: { object_kind: 'group', name: 'acme/safety', url: `${HOST}/groups/acme/safety` },
};

export const groupMentionSchema = z.looseObject({
  object_kind: z.literal('group_mention'),
  event_type: z.enum(['group_mention', 'group_confidential_mention']),
  user,
  project: optional(project),
  object_attributes: z.looseObject({ object_kind: z.string(), url: z.url() }),
  mentioned: z.looseObject({ object_kind: z.string(), name: z.string(), url: z.url() }),
});

/** Goes to the integrations of the group that was mentioned, wherever the project lies. */
export const groupMentionEvent = defineEvent({
  trigger: 'group_mention',
  schema: groupMentionSchema,
  samples: { typical: groupMentionSample },
});
