import { OUTCOMES } from '../../messages/index.ts';
import { ATTEMPT_SCHEMAS, MESSAGE } from './attempt-schemas.ts';
import { NEXT_CURSOR, date, flag, listOf, object, oneOf, orNull, schemaRef, text, whole } from './parts.ts';
import type { OpenApiPart } from './parts.ts';

const INTEGRATION = {
  type: 'object',
  description: 'What every integration shows; more booleans named `…_events` say which events it listens to.',
  required: ['id', 'title', 'slug', 'created_at', 'updated_at', 'active', 'health', 'inherited'],
  properties: {
    id: whole,
    title: text,
    slug: text,
    created_at: date,
    updated_at: date,
    active: flag,
    health: schemaRef('HealthState'),
    inherited: { ...flag, description: 'Whether the settings of an outer scope hold here.' },
    inherited_from: orNull({
      ...text,
      description: 'Their scope, such as `group:platform`; only in lists of what is resolved.',
    }),
    comment_on_event_enabled: flag,
  },
};
const TOKEN = {
  id: text,
  name: text,
  kind: text,
  owner: text,
  role: text,
  scope: text,
  active: flag,
  created_at: date,
  created_by: text,
  expires_at: orNull(date),
  revoked_at: orNull(date),
  last_used_at: orNull(date),
};
const IDS = object({ count: whole, ids: { ...listOf(text), description: 'The first hundred.' } });

const DEAD_LETTER = {
  ...{ kind: oneOf(['deliveries', 'events']), partition: whole, offset: whole, at: date, reason: text },
  ...{
    detail: orNull(text),
    event_id: orNull(text),
    delivery_id: orNull(text),
    integration_id: orNull(text),
  },
  ...{ trigger: orNull(text), project_key: orNull(text), attempts: orNull(whole) },
  first_attempt_at: orNull(date),
  bytes: whole,
};

/** The schemas that do not depend on the catalogue. */
export const SHARED_SCHEMAS: OpenApiPart = {
  Integration: INTEGRATION,
  PartialSettings: {
    type: 'object',
    description: 'Fields and event switches as in a PUT of the integration, and `active`.',
    properties: { active: flag },
  },
  Links: {
    type: 'object',
    description: 'Of a tracker all but `wiki`, of a wiki that alone; `references` where a text was given.',
    properties: {
      project: orNull(text),
      issue: { ...text, description: 'Holds `:id` in place of the issue.' },
      new_issue: orNull(text),
      references: listOf(object({ issue: text, text, index: whole, url: text })),
      wiki: text,
    },
  },
  SearchPage: object({
    integrations: listOf({ allOf: [schemaRef('Integration'), object({ scope: text })] }),
    next_cursor: NEXT_CURSOR,
  }),
  OverridesPage: object({
    overrides: listOf(object({ scope: text, slug: text, active: flag, updated_at: date })),
    next_cursor: NEXT_CURSOR,
  }),
  ...ATTEMPT_SCHEMAS,
  Preview: object({
    trigger: text,
    would_send: flag,
    reason: orNull({ ...text, description: 'Why nothing would be sent with these settings.' }),
    requests: listOf(object({ method: text, url: text, ...MESSAGE })),
    open_ended: { ...flag, description: 'Whether more requests depend on the first answer.' },
  }),
  TestReport: object({
    success: flag,
    outcome: oneOf(OUTCOMES),
    reason: orNull(text),
    requests: listOf(schemaRef('FullAttempt')),
  }),
  Job: object(
    {
      id: text,
      kind: oneOf(['replay', 'recover']),
      slug: text,
      since: date,
      until: date,
      outcome: oneOf(['failed', 'all', 'dead']),
      state: oneOf(['waiting', 'running', 'paused', 'done', 'cancelled', 'failed']),
      reason: orNull(text),
      sent: whole,
      delivered: whole,
      failed: whole,
      ignored: whole,
      pending: whole,
      skipped: {
        ...whole,
        description: 'Meant for the integration and left out: delivered in the meantime, or sent before.',
      },
      gone: { ...whole, description: 'Not kept by Kafka any more.' },
      created_at: date,
      created_by: text,
      updated_at: date,
    },
    { optional: ['outcome'] },
  ),
  AuditPage: object({
    entries: listOf(
      object({
        id: text,
        at: date,
        actor: object({ name: text, kind: text, address: orNull(text), request_id: orNull(text) }),
        action: text,
        scope: orNull(text),
        slug: orNull(text),
        integration_id: orNull(text),
        revision: orNull(whole),
        changes: {
          type: 'object',
          description: 'By field: `from` and `to`; of secrets only that they changed.',
        },
      }),
    ),
    next_cursor: NEXT_CURSOR,
  }),
  Token: object(TOKEN),
  IssuedToken: object({ ...TOKEN, token: { ...text, description: 'Shown this once.' } }),
  TokenPage: object({ tokens: listOf(schemaRef('Token')), next_cursor: NEXT_CURSOR }),
  Self: object({
    ...{ name: text, kind: text, role: text, scope: text, expires_at: orNull(date) },
    permissions: {
      ...listOf(oneOf(['read', 'write', 'manage_tokens', 'administer_instance'])),
      description:
        '`write` holds in the scope and below, but for the instance: that takes `administer_instance`.',
    },
  }),
  FoundProject: object({ id: whole, name: text, path_with_namespace: text }),
  FoundGroup: object({ id: text, name: text, full_path: text }),
  IntegrationSummary: object(
    {
      slug: text,
      last_delivery_at: orNull(date),
      last_outcome: orNull(oneOf(OUTCOMES)),
      deliveries_24h: whole,
      succeeded_24h: whole,
      hourly: listOf(object({ hour: date, delivered: whole, failed: whole })),
    },
    { description: 'Requests are counted, tests left out; `hourly` has 24 hours, the present one last.' },
  ),
  Overview: object(
    {
      at: date,
      events_per_second: orNull({ type: 'number' }),
      deliveries_per_second: orNull({ type: 'number' }),
      lag: object({ events: whole, deliveries: whole }),
      retries_waiting: listOf(object({ tier: text, records: whole })),
      dead_letters: whole,
    },
    {
      description:
        'Records on Kafka: what comes to the events and the deliveries, and what is not dealt with.',
    },
  ),
  SignInLink: object({ url: text, expires_at: date }),
  Keys: object({
    primary_key: orNull(text),
    keys: listOf(object({ id: text, settings: whole, primary: flag, known: flag, unused: flag })),
    unpublished: whole,
    rotation: orNull(
      object({
        key: text,
        running: flag,
        done: whole,
        total: whole,
        failed: whole,
        started_at: date,
        started_by: text,
        finished_at: orNull(date),
        failures: listOf(object({ integration_id: text, key: text, code: text })),
      }),
    ),
  }),
  DeadLetter: object(DEAD_LETTER),
  DeadLetterPage: object({ dead_letters: listOf(schemaRef('DeadLetter')), next_cursor: NEXT_CURSOR }),
  WholeDeadLetter: object({
    ...DEAD_LETTER,
    headers: { type: 'object', additionalProperties: text },
    payload: orNull({ ...text, description: 'As it lies on Kafka, up to 64 KiB of it.' }),
    payload_cut: flag,
  }),
  Purged: object({ purged: whole }),
  Publication: object({ unpublished: whole, total: whole }),
  Drift: object({ in_mongodb: whole, in_topic: whole, missing: IDS, stale: IDS, unexpected: IDS }),
  Error: {
    type: 'object',
    anyOf: [{ required: ['message'] }, { required: ['error'] }],
    properties: {
      message: text,
      error: text,
      detail: text,
      errors: { type: 'object', additionalProperties: listOf(text) },
    },
  },
};
