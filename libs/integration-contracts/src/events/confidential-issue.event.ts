import { z } from 'zod';
import { defineEvent } from './event-contract.ts';
import { issueSample, issueShape } from './issue.event.ts';

export const confidentialIssueEvent = defineEvent({
  trigger: 'confidential_issue',
  schema: z.looseObject({ object_kind: z.literal('issue'), ...issueShape }),
  samples: {
    typical: {
      ...issueSample,
      event_type: 'confidential_issue',
      object_attributes: {
        ...issueSample.object_attributes,
        confidential: true,
        title: 'Telemetry is readable without a password',
      },
    },
  },
});
