import { z } from 'zod';
import { defineEvent } from './event-contract.ts';
import { issueSample, issueShape } from './issue.event.ts';
import { PROJECT_URL } from './sample-parts.ts';

export const incidentEvent = defineEvent({
  trigger: 'incident',
  schema: z.looseObject({ object_kind: z.enum(['incident', 'issue', 'work_item']), ...issueShape }),
  samples: {
    typical: {
      ...issueSample,
      object_kind: 'incident',
      event_type: 'incident',
      object_attributes: {
        ...issueSample.object_attributes,
        id: 30121,
        iid: 121,
        title: 'Test stand is down',
        type: 'Incident',
        url: `${PROJECT_URL}/-/issues/incident/121`,
        severity: 'high',
        escalation_status: 'triggered',
        escalation_policy: { id: 6001, name: 'Propulsion on call' },
      },
    },
  },
});
