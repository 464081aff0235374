import { z } from 'zod';
import { defineEvent, id, optional, project, user } from './event-contract.ts';
import { issueSample } from './issue.event.ts';
import { mergeRequestSample } from './merge-request.event.ts';
import { ADA, BEN, COMMIT, PROJECT, PROJECT_URL, REPOSITORY, SHA_AFTER } from './sample-parts.ts';

const attributes = {
  attachment: null,
  author_id: BEN.id,
  change_position: null,
  commit_id: null,
  created_at: '2026-03-17 11:05:43 UTC',
  discussion_id: '5c1d0a9e8b7f6e5d4c3b2a190817263544332211',
  id: 90211,
  internal: false,
  line_code: null,
  note: 'Two seconds are plenty. See the curve in the report.',
  noteable_id: 30117,
  noteable_type: 'Issue',
  original_position: null,
  position: null,
  project_id: PROJECT.id,
  resolved_at: null,
  resolved_by_id: null,
  resolved_by_push: null,
  st_diff: null,
  system: false,
  type: null,
  updated_at: '2026-03-17 11:05:43 UTC',
  updated_by_id: null,
  description: 'Two seconds are plenty. See the curve in the report.',
  url: `${PROJECT_URL}/-/issues/117#note_90211`,
  action: 'create',
};

const common = {
  object_kind: 'note',
  event_type: 'note',
  user: BEN,
  project_id: PROJECT.id,
  project: PROJECT,
  repository: REPOSITORY,
};

export const commentSample = {
  ...common,
  object_attributes: attributes,
  issue: issueSample.object_attributes,
};

export const commentSchema = z.looseObject({
  object_kind: z.literal('note'),
  user,
  project_id: id,
  project,
  object_attributes: z.looseObject({
    id,
    note: z.string(),
    noteable_type: z.string(),
    url: optional(z.url()),
    action: optional(z.string()),
  }),
});

export const commentEvent = defineEvent({
  trigger: 'comment',
  schema: commentSchema,
  samples: {
    typical: commentSample,
    on_merge_request: {
      ...common,
      object_attributes: {
        ...attributes,
        noteable_id: 40058,
        noteable_type: 'MergeRequest',
        url: `${PROJECT_URL}/-/merge_requests/58#note_90211`,
      },
      merge_request: mergeRequestSample.object_attributes,
    },
    on_commit: {
      ...common,
      object_attributes: {
        ...attributes,
        commit_id: SHA_AFTER,
        noteable_id: null,
        noteable_type: 'Commit',
        url: `${PROJECT_URL}/-/commit/${SHA_AFTER}#note_90211`,
      },
      commit: COMMIT,
    },
    on_snippet: {
      ...common,
      object_attributes: {
        ...attributes,
        noteable_id: 8001,
        noteable_type: 'Snippet',
        url: `${PROJECT_URL}/-/snippets/8001#note_90211`,
      },
      snippet: {
        id: 8001,
        title: 'Valve curve',
        description: 'How far the valve is open, by time.',
        content: 't,open\n0,0\n2,1\n',
        author_id: ADA.id,
        project_id: PROJECT.id,
        created_at: '2026-03-16 09:00:00 UTC',
        updated_at: '2026-03-16 09:00:00 UTC',
        file_name: 'curve.csv',
        type: 'ProjectSnippet',
        visibility_level: 10,
        url: `${PROJECT_URL}/-/snippets/8001`,
      },
    },
  },
});
