import { defineEvent } from './event-contract.ts';
import { groupMentionSample, groupMentionSchema } from './group-mention.event.ts';

export const groupConfidentialMentionEvent = defineEvent({
  trigger: 'group_confidential_mention',
  schema: groupMentionSchema,
  samples: {
    typical: {
      ...groupMentionSample,
      event_type: 'group_confidential_mention',
      object_attributes: { ...groupMentionSample.object_attributes, confidential: true },
    },
  },
});
