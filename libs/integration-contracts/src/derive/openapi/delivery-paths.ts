import { TRIGGERS } from '../../events/index.ts';
import { OUTCOMES } from '../../messages/index.ts';
import { linksFrom } from './operation-ids.ts';
import {
  CURSOR,
  EVENT_STREAM,
  TIME,
  flag,
  input,
  jsonBody,
  limit,
  listOf,
  object,
  oneOf,
  operation,
  parameter,
  schemaRef,
  text,
  whole,
} from './parts.ts';
import type { OpenApiPart } from './parts.ts';
import { PLACES, SLUG } from './scope-places.ts';
import type { Place } from './scope-places.ts';

const TRIAL = input(
  {
    event: { ...text, description: 'A sample: a trigger, or `trigger/variant`.' },
    payload: { type: 'object', description: 'An event in place of a sample.' },
    settings: { type: 'object', description: 'As a PUT has them; they are not stored.' },
  },
  ['event', 'payload', 'settings'],
);
const EXAMPLE_RANGE = { since: '2026-03-01T12:00:00Z', until: '2026-03-01T13:00:00Z' };
/** What dead letters may be looked for by. */
export const DEAD_FILTERS = [
  parameter('query', 'reason', { description: 'An error code, or `http_<status>`.' }),
  parameter('query', 'since', { schema: TIME }),
  parameter('query', 'until', { schema: TIME }),
];
const REQUEST_LOG = 'Request log';
const PART = { ...text, minLength: 1, maxLength: 200 };
/** What attempts may be looked for by, those of one integration too. */
const LOG_FILTERS = [
  parameter('query', 'outcome', { schema: oneOf(OUTCOMES) }),
  parameter('query', 'status', {
    description: 'Of the answer: `500`, or `5xx` for all of the class.',
    schema: { ...text, pattern: '^[1-5]([0-9]{2}|[xX]{2})$' },
  }),
  parameter('query', 'trigger', { schema: oneOf(TRIGGERS) }),
  parameter('query', 'project_id', { schema: { ...whole, minimum: 1, maximum: 999_999_999_999_999 } }),
  parameter('query', 'event_id', { schema: PART }),
  parameter('query', 'delivery_id', { schema: PART }),
  parameter('query', 'since', { schema: TIME }),
  parameter('query', 'until', { schema: TIME }),
  parameter('query', 'url', { description: 'A part of the address, in any case.', schema: PART }),
  parameter('query', 'text', {
    description: 'A part of the address, the reason or the error, in any case.',
    schema: PART,
  }),
];
const REACH =
  'A page looks at 10,000 attempts of the time in question at most: it may hold fewer than asked for, or none, and name a next one.';

/** The log of everything that a scope, or the instance, has. */
export function searchPaths(): OpenApiPart {
  const scopes = PLACES.map(({ path, parameters, level }) => {
    const log = path.replace('integrations', 'deliveries');
    return { log, parameters, whose: level === 'instance' ? 'everybody' : `the integrations of a ${level}` };
  });
  return Object.fromEntries(
    scopes.flatMap(({ log, parameters, whose }) => [
      [log, { parameters, get: searchOperation(log, whose) }],
      [
        `${log}/{delivery_id}`,
        {
          parameters: [...parameters, parameter('path', 'delivery_id')],
          get: operation({
            ...{ tag: REQUEST_LOG, summary: 'All attempts at one delivery, oldest first' },
            success: [200, schemaRef('Delivery')],
          }),
        },
      ],
    ]),
  );
}

function searchOperation(log: string, whose: string): OpenApiPart {
  return operation({
    ...{ tag: REQUEST_LOG, summary: `The requests that were made for ${whose}, newest first` },
    description: REACH,
    parameters: [
      parameter('query', 'integration', { description: 'A slug.', schema: schemaRef('Slug') }),
      ...LOG_FILTERS,
      ...[limit(), CURSOR],
    ],
    success: [200, schemaRef('AttemptPage')],
    links: linksFrom(log, {
      latest: ['get', `${log}/{delivery_id}`, { delivery_id: '$response.body#/deliveries/0/delivery_id' }],
    }),
  });
}

const ATTEMPT = parameter('path', 'attempt_id');
const JOB = parameter('path', 'job_id');

/** What was sent, what would be, and sending it again. */
export function deliveryPaths(): OpenApiPart {
  return {
    ...Object.fromEntries(PLACES.map(summaryPath)),
    ...ofIntegrations(),
  };
}

function summaryPath({ tag, path, parameters }: Place): [string, OpenApiPart] {
  const get = operation({
    ...{ tag, summary: 'How the active integrations of the scope itself have fared for 24 hours' },
    success: [200, listOf(schemaRef('IntegrationSummary'))],
  });
  return [`${path}/summary`, { parameters, get }];
}

function ofIntegrations(): OpenApiPart {
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

function logPaths({ tag, path }: Place): [string, OpenApiPart][] {
  const log = `${path}/{slug}/deliveries`;
  const latest = { attempt_id: '$response.body#/deliveries/0/id' };
  const list = operation({
    ...{
      tag,
      summary: 'The requests that were made, newest first',
      success: [200, schemaRef('AttemptPage')],
    },
    ...{ description: REACH, parameters: [...LOG_FILTERS, limit(), CURSOR] },
    links: linksFrom(log, {
      latest: ['get', `${log}/{attempt_id}`, latest],
      sendAgain: ['post', `${log}/{attempt_id}/resend`, latest],
    }),
  });
  const one = operation({
    tag,
    summary: 'One request with its answer',
    success: [200, schemaRef('FullAttempt')],
  });
  const stream = operation({
    ...{
      tag,
      summary: 'New requests as server-sent events: each `attempt` is one of the list',
      ...EVENT_STREAM,
    },
  });
  const audit = operation({
    ...{ tag, summary: 'Who changed the settings, newest first', success: [200, schemaRef('AuditPage')] },
    parameters: [limit(), CURSOR],
  });
  const dead = operation({
    ...{ tag, summary: 'What was given up, newest first', success: [200, schemaRef('DeadLetterPage')] },
    parameters: [...DEAD_FILTERS, limit(), CURSOR],
  });
  return [
    ['/deliveries', { get: list }],
    ['/deliveries/stream', { get: stream }],
    ['/deliveries/{attempt_id}', { get: one }],
    ['/audit', { get: audit }],
    ['/dead-letters', { get: dead }],
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

function sendingPaths({ tag, path }: Place): [string, OpenApiPart][] {
  const links = jobLinks(path);
  const resend = operation({
    ...{ tag, summary: 'Send one delivery again, with today’s settings', refusals: [409, 410] },
    body: jsonBody(input({ force: flag }, ['force']), { force: false }),
    success: [202, object({ id: text, delivery_id: text })],
  });
  const range = { since: TIME, until: TIME };
  const replay = operation({
    ...{ tag, summary: 'Send again what failed in a time, or all of it' },
    body: jsonBody(input({ ...range, outcome: oneOf(['failed', 'all', 'dead']) }, ['until', 'outcome']), {
      ...EXAMPLE_RANGE,
      outcome: 'all',
    }),
    ...{ success: [202, schemaRef('Job')], links },
  });
  const recover = operation({
    ...{ tag, summary: 'Send the events of a time that the integration was not told of' },
    body: jsonBody(input(range, ['until']), EXAMPLE_RANGE),
    ...{ success: [202, schemaRef('Job')], links },
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

function jobLinks(path: string): OpenApiPart {
  const job = `${path}/{slug}/jobs/{job_id}`;
  const begun = { job_id: '$response.body#/id' };
  return linksFrom(`${path}/{slug}`, { progress: ['get', job, begun], end: ['delete', job, begun] });
}
