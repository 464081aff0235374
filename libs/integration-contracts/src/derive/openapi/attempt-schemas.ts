import { OUTCOMES, REQUEST_KINDS } from '../../messages/index.ts';
import { NEXT_CURSOR, date, flag, listOf, object, oneOf, orNull, schemaRef, text, whole } from './parts.ts';
import type { OpenApiPart } from './parts.ts';

const duration = { type: 'number', description: 'Milliseconds.' };
const phase = (description: string): OpenApiPart => orNull({ ...duration, description });
const TIMINGS = object(
  {
    queue_ms: { ...duration, description: 'Until the request was begun, from the taking of its delivery.' },
    dns_ms: phase('Resolving the name.'),
    connect_ms: phase('Opening the connection.'),
    tls_ms: phase('Agreeing on encryption.'),
    first_byte_ms: phase('From the request’s going out to the head of its answer.'),
    total_ms: { ...duration, description: 'All but the queue.' },
  },
  {
    description:
      'Milliseconds to the tenth; null for what was not reached or is not measured, 0 for what an open connection spared.',
  },
);
const ATTEMPT = {
  id: text,
  delivery_id: text,
  event_id: text,
  integration_id: text,
  integration_name: text,
  project_key: text,
  trigger: text,
  settings_revision: whole,
  attempt: whole,
  step: whole,
  outcome: oneOf(OUTCOMES),
  reason: orNull(text),
  error: orNull(text),
  retry_at: orNull({ ...date, description: 'When the delivery is tried again because of this.' }),
  at: date,
  duration_ms: duration,
  trace_id: orNull({ ...text, description: 'The trace that the attempt belongs to, as in traceparent.' }),
  timings: orNull(TIMINGS),
  remote_address: orNull({ ...text, description: 'The address that was dialled.' }),
  connection_reused: orNull(flag),
  requested: orNull(
    object({ id: text, kind: oneOf(REQUEST_KINDS) }, { description: 'What a person asked for.' }),
  ),
};
/** Headers and body of a request or an answer. */
export const MESSAGE = {
  headers: { type: 'object' },
  body: text,
  encoding: oneOf(['utf8', 'base64']),
  is_body_cut: flag,
};
const FULL_ATTEMPT = object({
  ...ATTEMPT,
  expires_at: date,
  request: orNull(object({ method: text, url: text, ...MESSAGE })),
  response: orNull(object({ status: whole, ...MESSAGE })),
});

/** The request log's. */
export const ATTEMPT_SCHEMAS: OpenApiPart = {
  Attempt: object({
    ...ATTEMPT,
    request: orNull(object({ method: text, url: text })),
    response: orNull(object({ status: whole })),
  }),
  AttemptPage: object({ deliveries: listOf(schemaRef('Attempt')), next_cursor: NEXT_CURSOR }),
  FullAttempt: FULL_ATTEMPT,
  Delivery: object({
    id: text,
    ...{ event_id: text, integration_id: text, integration_name: text, project_key: text, trigger: text },
    integration: orNull(object({ slug: text, scope: text }, { description: 'Whose it is.' })),
    outcome: oneOf(OUTCOMES),
    next_retry_at: orNull({ ...date, description: 'When it is tried again, if it is.' }),
    attempts: listOf(schemaRef('FullAttempt')),
  }),
};
