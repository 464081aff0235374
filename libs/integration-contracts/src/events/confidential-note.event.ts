import { commentSample, commentSchema } from './comment.event.ts';
import { defineEvent } from './event-contract.ts';

export const confidentialNoteEvent = defineEvent({
  trigger: 'confidential_note',
  schema: commentSchema,
  samples: {
    // An internal comment: the issue itself may be open to everyone.
    typical: {
      ...commentSample,
      event_type: 'confidential_note',
      object_attributes: {
        ...commentSample.object_attributes,
        internal: true,
        note: 'The supplier must not hear of this yet.',
        description: 'The supplier must not hear of this yet.',
      },
    },
  },
});
