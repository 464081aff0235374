import { defineEvent } from './event-contract.ts';
import { mentioning, pushEvent, pushSchema } from './push.event.ts';

/** There is no payload of its own: a push to a branch stands for the commits that it lists. */
export const commitEvent = defineEvent({
  trigger: 'commit',
  schema: pushSchema,
  samples: { typical: pushEvent.samples.typical, mentioning },
});
