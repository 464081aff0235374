import { z } from 'zod';
import { defineEvent, id, project } from './event-contract.ts';
import { PROJECT, PROJECT_URL } from './sample-parts.ts';

export const archiveTraceEvent = defineEvent({
  trigger: 'archive_trace',
  schema: z.looseObject({
    object_kind: z.literal('archive_trace'),
    trace_url: z.url(),
    build_id: id,
    pipeline_id: id,
    project,
  }),
  samples: {
    typical: {
      object_kind: 'archive_trace',
      trace_url: `${PROJECT_URL}/-/jobs/80502/raw`,
      build_id: 80502,
      pipeline_id: 70231,
      project: PROJECT,
    },
  },
});
