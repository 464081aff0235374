import { linksFrom } from './operation-ids.ts';
import {
  CURSOR,
  TIME,
  input,
  jsonBody,
  limit,
  oneOf,
  operation,
  orNull,
  parameter,
  schemaRef,
  text,
  whole,
} from './parts.ts';
import { DEAD_FILTERS } from './delivery-paths.ts';
import type { OpenApiPart } from './parts.ts';

const TOKENS = 'Access tokens';
const KEYS = 'Sealing keys';
const DEAD = 'Dead letters';
const DEAD_KIND = oneOf(['deliveries', 'events']);
const PUBLICATION = 'Publication of settings';
const EXPIRY = orNull({ ...TIME, description: 'A date or a time; as late as may be when absent.' });
const SCOPE = {
  ...text,
  description: '`instance`, `group:<full path>` or `project:<id>`.',
  pattern: '^(instance|group:[A-Za-z0-9_.][A-Za-z0-9_./\\-]*|project:[1-9][0-9]{0,14})$',
};
const NAME = { ...text, minLength: 1, maxLength: 255 };
const NEW_TOKEN = input(
  {
    name: NAME,
    kind: oneOf(['personal', 'service']),
    owner: { ...NAME, description: 'Who it is for.' },
    role: oneOf(['reader', 'maintainer', 'admin']),
    scope: SCOPE,
    expires_at: EXPIRY,
  },
  ['expires_at'],
);
const EXAMPLE_TOKEN = {
  ...{ name: 'ci', kind: 'service', owner: 'Platform team', role: 'maintainer', scope: 'group:platform' },
  expires_at: '2027-01-31',
};

/** What is for administrators, and what a token may know of itself. */
export function adminPaths(): OpenApiPart {
  return { ...tokenPaths(), ...keyPaths(), ...publicationPaths(), ...auditPaths(), ...deadLetterPaths() };
}

function tokenPaths(): OpenApiPart {
  const one = { parameters: [parameter('path', 'token_id')] };
  const issued = schemaRef('IssuedToken');
  return {
    '/api/v4/admin/tokens': {
      get: operation({
        ...{
          tag: TOKENS,
          summary: 'The tokens within reach, newest first',
          parameters: [limit(100), CURSOR],
        },
        success: [200, schemaRef('TokenPage')],
      }),
      post: operation({
        ...{ tag: TOKENS, summary: 'Make a token; its text is shown this once', links: tokenLinks() },
        body: jsonBody(NEW_TOKEN, EXAMPLE_TOKEN),
        success: [201, issued],
      }),
    },
    '/api/v4/admin/tokens/{token_id}': {
      ...one,
      get: operation({ tag: TOKENS, summary: 'One token', success: [200, schemaRef('Token')] }),
      delete: operation({ tag: TOKENS, summary: 'Revoke a token', success: [204] }),
    },
    '/api/v4/admin/tokens/{token_id}/rotate': {
      ...one,
      post: operation({
        ...{ tag: TOKENS, summary: 'Give a token a new text; the old one stops' },
        body: jsonBody(input({ expires_at: EXPIRY }, ['expires_at']), {
          expires_at: '2027-01-31',
        }),
        success: [200, issued],
      }),
    },
    '/api/v4/tokens/self': {
      get: operation({
        tag: TOKENS,
        summary: 'Who asks, and what they may do',
        success: [200, schemaRef('Self')],
      }),
    },
  };
}

function tokenLinks(): OpenApiPart {
  const path = '/api/v4/admin/tokens/{token_id}';
  const made = { token_id: '$response.body#/id' };
  return linksFrom('/api/v4/admin/tokens', {
    token: ['get', path, made],
    newText: ['post', `${path}/rotate`, made],
    end: ['delete', path, made],
  });
}

function keyPaths(): OpenApiPart {
  const keys = schemaRef('Keys');
  return {
    '/api/v4/admin/keys': {
      get: operation({
        tag: KEYS,
        summary: 'Which keys are in use, and how far a rotation is',
        success: [200, keys],
      }),
    },
    '/api/v4/admin/keys/rotate': {
      post: operation({ tag: KEYS, summary: 'Seal everything with the first key', success: [202, keys] }),
    },
  };
}

function publicationPaths(): OpenApiPart {
  const progress = schemaRef('Publication');
  return {
    '/api/v4/admin/settings/republish': {
      post: operation({ tag: PUBLICATION, summary: 'Publish all settings anew', success: [202, progress] }),
    },
    '/api/v4/admin/settings/publication': {
      get: operation({
        tag: PUBLICATION,
        summary: 'How much is not published yet',
        success: [200, progress],
      }),
    },
    '/api/v4/admin/settings/drift': {
      get: operation({
        ...{ tag: PUBLICATION, summary: 'Compare Kafka with MongoDB', success: [200, schemaRef('Drift')] },
      }),
    },
  };
}

function auditPaths(): OpenApiPart {
  const filters = [
    parameter('query', 'scope', { schema: SCOPE, example: 'project:1042' }),
    parameter('query', 'name', { schema: schemaRef('Slug'), example: 'slack' }),
    parameter('query', 'actor', { description: 'Name of the token that was used.' }),
    parameter('query', 'since', { schema: TIME }),
    parameter('query', 'until', { schema: TIME }),
  ];
  return {
    '/api/v4/admin/audit': {
      get: operation({
        ...{
          tag: 'Audit trail',
          summary: 'Who changed what, newest first',
          parameters: [...filters, limit(), CURSOR],
        },
        success: [200, schemaRef('AuditPage')],
      }),
    },
  };
}

function deadLetterPaths(): OpenApiPart {
  const kind = parameter('query', 'kind', { schema: DEAD_KIND });
  const filters = [
    kind,
    parameter('query', 'integration_id', { description: 'Of whom; of everybody when absent.' }),
    ...DEAD_FILTERS,
  ];
  const replayed = {
    ...{ scope: SCOPE, integration: schemaRef('Slug'), since: TIME, until: TIME },
    reason: { ...text, minLength: 1, maxLength: 255 },
  };
  const range = { since: '2026-03-01T12:00:00Z', until: '2026-03-01T13:00:00Z' };
  return {
    '/api/v4/admin/dead-letters': {
      get: operation({
        ...{
          tag: DEAD,
          summary: 'What was given up, newest first',
          success: [200, schemaRef('DeadLetterPage')],
        },
        parameters: [...filters, limit(), CURSOR],
      }),
    },
    '/api/v4/admin/dead-letters/{partition}/{offset}': {
      parameters: ['partition', 'offset'].map((name) => parameter('path', name, { schema: whole })),
      get: operation({
        ...{ tag: DEAD, summary: 'One of them, with what is in it', parameters: [kind] },
        success: [200, schemaRef('WholeDeadLetter')],
      }),
    },
    '/api/v4/admin/dead-letters/replay': {
      post: operation({
        ...{ tag: DEAD, summary: 'Send those of an integration again', success: [202, schemaRef('Job')] },
        body: jsonBody(input(replayed, ['reason', 'until']), {
          ...{ scope: 'project:1042', integration: 'slack', ...range },
        }),
      }),
    },
    '/api/v4/admin/dead-letters/purge': {
      post: operation({
        ...{ tag: DEAD, summary: 'Delete those before a time', success: [200, schemaRef('Purged')] },
        body: jsonBody(input({ kind: DEAD_KIND, before: TIME }, ['kind']), { before: '2026-03-01' }),
      }),
    },
  };
}
