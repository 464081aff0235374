import { z } from 'zod';
import { defineEvent, id, project, sha } from './event-contract.ts';
import { pushEvent } from './push.event.ts';
import { SHA_AFTER, ZERO_SHA } from './sample-parts.ts';

const typical = {
  ...pushEvent.samples.typical,
  object_kind: 'tag_push',
  event_name: 'tag_push',
  before: ZERO_SHA,
  after: SHA_AFTER,
  ref: 'refs/tags/v2.4.0',
  message: 'Second stage, slow valve',
  commits: [],
  total_commits_count: 0,
};

export const tagPushEvent = defineEvent({
  trigger: 'tag_push',
  schema: z.looseObject({
    ref: z.string().startsWith('refs/tags/'),
    before: sha,
    after: sha,
    user_name: z.string(),
    project_id: id,
    project,
  }),
  samples: {
    typical,
    removed_tag: { ...typical, before: SHA_AFTER, after: ZERO_SHA, checkout_sha: null, message: null },
  },
});
