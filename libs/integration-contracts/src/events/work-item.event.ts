import { z } from 'zod';
import { defineEvent } from './event-contract.ts';
import { issueSample, issueShape } from './issue.event.ts';
import { HOST, PROJECT_URL } from './sample-parts.ts';

export const workItemSample = {
  ...issueSample,
  object_kind: 'work_item',
  event_type: 'work_item',
  object_attributes: {
    ...issueSample.object_attributes,
    id: 30130,
    iid: 130,
    title: 'Order a slower valve',
    type: 'Task',
    url: `${PROJECT_URL}/-/work_items/130`,
    status: {
      id: 'gid://gitlab/WorkItems::Statuses::SystemDefined::Status/1',
      name: 'To do',
      category: 'to_do',
      description: null,
      color: '#737278',
    },
  },
};

export const workItemEvent = defineEvent({
  trigger: 'work_item',
  schema: z.looseObject({ object_kind: z.literal('work_item'), ...issueShape }),
  samples: {
    typical: workItemSample,
    // Epics live in groups: neither a project nor a repository comes with them.
    epic: {
      ...workItemSample,
      project: null,
      repository: null,
      object_attributes: {
        ...workItemSample.object_attributes,
        id: 30140,
        iid: 14,
        project_id: null,
        title: 'Reach orbit',
        type: 'Epic',
        url: `${HOST}/groups/acme/rockets/-/work_items/14`,
      },
    },
  },
});
