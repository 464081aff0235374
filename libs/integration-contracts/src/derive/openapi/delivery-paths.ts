import { OUTCOMES } from '../../messages/index.ts';
import {
  CURSOR,
  flag,
  jsonBody,
  limit,
  listOf,
  object,
  oneOf,
  operation,
  parameter,
  schemaRef,
  text,
} from './parts.ts';
import type { OpenApiPart } from './parts.ts';
import { PLACES, SLUG } from './scope-places.ts';
import type { Place } from './scope-places.ts';

const TIME = { type: 'string', description: 'ISO 8601.', examples: ['2026-03-01T12:00:00Z'] };
const TRIAL = object(
  {
    event: { ...text, description: 'A sample: a trigger, or `trigger/variant`.' },
    payload: { type: 'object', description: 'An event in place of a sample.' },
    settings: { type: 'object', description: 'As a PUT has them; they are not stored.' },
  },
  { optional: ['event', 'payload', 'settings'] },
);
const ATTEMPT = parameter('path', 'attempt_id');
const JOB = parameter('path', 'job_id');

/** What was sent, what would be, and sending it again. */
export function deliveryPaths(): OpenApiPart {
  return Object.fromEntries(
    PLACES.flatMap((place) =>
      [...logPaths(place), ...trialPaths(place), ...sendingPaths(place)].map(([path, part]) => [
        `${place.path}/{slug}${path}`,
        { parameters: [...place.parameters, SLUG, ...parametersIn(path)], ...part },
      ]),
    ),
  );
}

function parametersIn(path: string): readonly OpenApiPart[] {
  return [ATTEMPT, JOB].filter(({ name }) => path.includes(`{${String(name)}}`));
}

function logPaths({ tag }: Place): [string, OpenApiPart][] {
  const list = operation({
    ...{
      tag,
      summary: 'The requests that were made, newest first',
      success: [200, schemaRef('AttemptPage')],
    },
    parameters: [parameter('query', 'outcome', { schema: oneOf(OUTCOMES) }), limit(), CURSOR],
  });
  const one = operation({
    tag,
    summary: 'One request with its answer',
    success: [200, schemaRef('FullAttempt')],
  });
  const audit = operation({
    ...{ tag, summary: 'Who changed the settings, newest first', success: [200, schemaRef('AuditPage')] },
    parameters: [limit(), CURSOR],
  });
  return [
    ['/deliveries', { get: list }],
    ['/deliveries/{attempt_id}', { get: one }],
    ['/audit', { get: audit }],
  ];
}

function trialPaths({ tag }: Place): [string, OpenApiPart][] {
  const body = jsonBody(TRIAL, { event: 'merge_request' });
  const preview = operation({
    ...{ tag, summary: 'What would be sent for an event; nothing is', body },
    success: [200, schemaRef('Preview')],
  });
  const test = operation({
    ...{ tag, summary: 'Have a worker send something, and see what comes back', body },
    success: [200, schemaRef('TestReport')],
  });
  return [
    ['/preview', { post: preview }],
    ['/test', { post: test }],
  ];
}

function sendingPaths({ tag }: Place): [string, OpenApiPart][] {
  const resend = operation({
    ...{ tag, summary: 'Send one delivery again, with today’s settings', refusals: [409, 410] },
    body: jsonBody(object({ force: flag }, { optional: ['force'] }), { force: false }),
    success: [202, object({ id: text, delivery_id: text })],
  });
  const range = { since: TIME, until: TIME };
  const replay = operation({
    ...{ tag, summary: 'Send again what failed in a time, or all of it' },
    body: jsonBody(
      object({ ...range, outcome: oneOf(['failed', 'all']) }, { optional: ['until', 'outcome'] }),
    ),
    success: [202, schemaRef('Job')],
  });
  const recover = operation({
    ...{ tag, summary: 'Send the events of a time that the integration was not told of' },
    body: jsonBody(object(range, { optional: ['until'] })),
    success: [202, schemaRef('Job')],
  });
  const jobs = operation({
    ...{ tag, summary: 'Replays and recoveries, newest first', success: [200, listOf(schemaRef('Job'))] },
  });
  const job = operation({
    tag,
    summary: 'How far a replay or recovery is',
    success: [200, schemaRef('Job')],
  });
  const cancel = operation({ tag, summary: 'End a replay or recovery', success: [204] });
  return [
    ['/deliveries/{attempt_id}/resend', { post: resend }],
    ['/replay', { post: replay }],
    ['/recover', { post: recover }],
    ['/jobs', { get: jobs }],
    ['/jobs/{job_id}', { get: job, delete: cancel }],
  ];
}
