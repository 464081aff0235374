import { z } from 'zod';
import { defineEvent } from './event-contract.ts';
import { issueShape } from './issue.event.ts';
import { workItemSample } from './work-item.event.ts';

export const confidentialWorkItemEvent = defineEvent({
  trigger: 'confidential_work_item',
  schema: z.looseObject({ object_kind: z.literal('work_item'), ...issueShape }),
  samples: {
    typical: {
      ...workItemSample,
      event_type: 'confidential_work_item',
      object_attributes: {
        ...workItemSample.object_attributes,
        confidential: true,
        title: 'Compare bids for the valve',
      },
    },
  },
});
