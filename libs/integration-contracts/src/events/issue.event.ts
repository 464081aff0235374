import { z } from 'zod';
import { defineEvent, id, labels, optional, project, user } from './event-contract.ts';
import { ADA, BEN, LABEL_BUG, LABEL_PROPULSION, PROJECT, PROJECT_URL, REPOSITORY } from './sample-parts.ts';

const attributes = {
  author_id: ADA.id,
  closed_at: null,
  confidential: false,
  created_at: '2026-03-17 10:02:11 UTC',
  description: 'The pump **cavitates** when the valve opens at once.\n\n- [ ] Reproduce on the test stand',
  discussion_locked: null,
  due_date: '2026-04-01',
  id: 30117,
  iid: 117,
  last_edited_at: null,
  last_edited_by_id: null,
  milestone_id: 4003,
  moved_to_id: null,
  duplicated_to_id: null,
  project_id: PROJECT.id,
  relative_position: 513,
  state_id: 1,
  time_estimate: 0,
  title: 'Pump cavitates at start',
  updated_at: '2026-03-17 10:02:11 UTC',
  updated_by_id: null,
  weight: 3,
  health_status: 'needs_attention',
  type: 'Issue',
  url: `${PROJECT_URL}/-/issues/117`,
  total_time_spent: 0,
  time_change: 0,
  human_total_time_spent: null,
  human_time_change: null,
  human_time_estimate: null,
  assignee_ids: [BEN.id],
  assignee_id: BEN.id,
  labels: [LABEL_BUG, LABEL_PROPULSION],
  state: 'opened',
  severity: 'unknown',
  customer_relations_contacts: [],
  action: 'open',
};

export const issueSample = {
  object_kind: 'issue',
  event_type: 'issue',
  user: ADA,
  project: PROJECT,
  object_attributes: attributes,
  labels: [LABEL_BUG, LABEL_PROPULSION],
  changes: {
    author_id: { previous: null, current: ADA.id },
    id: { previous: null, current: 30117 },
    iid: { previous: null, current: 117 },
    title: { previous: null, current: 'Pump cavitates at start' },
  },
  repository: REPOSITORY,
  assignees: [BEN],
};

/** The members that issues, incidents and work items share. Epics belong to a group, so their project is null. */
export const issueShape = {
  user,
  project: optional(project),
  object_attributes: z.looseObject({
    id,
    iid: id,
    title: z.string(),
    url: z.url(),
    state: z.string(),
    action: optional(z.string()),
    type: optional(z.string()),
    confidential: optional(z.boolean()),
    description: optional(z.string()),
  }),
  labels: optional(labels),
  assignees: optional(z.array(user)),
};

export const issueEvent = defineEvent({
  trigger: 'issue',
  schema: z.looseObject({ object_kind: z.literal('issue'), ...issueShape }),
  samples: {
    typical: issueSample,
    closed: {
      ...issueSample,
      user: BEN,
      object_attributes: {
        ...attributes,
        closed_at: '2026-03-18 16:30:00 UTC',
        updated_at: '2026-03-18 16:30:00 UTC',
        state_id: 2,
        state: 'closed',
        action: 'close',
      },
      changes: { state_id: { previous: 1, current: 2 } },
    },
  },
});
