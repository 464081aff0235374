import {
  CURSOR,
  jsonBody,
  limit,
  object,
  oneOf,
  operation,
  orNull,
  parameter,
  schemaRef,
  text,
} from './parts.ts';
import type { OpenApiPart } from './parts.ts';

const TOKENS = 'Access tokens';
const KEYS = 'Sealing keys';
const PUBLICATION = 'Publication of settings';
const EXPIRY = orNull({ ...text, description: 'A date or a time; as late as may be when absent.' });
const NEW_TOKEN = object(
  {
    name: text,
    kind: oneOf(['personal', 'service']),
    owner: { ...text, description: 'Who it is for.' },
    role: oneOf(['reader', 'maintainer', 'admin']),
    scope: { ...text, description: '`instance`, `group:<full path>` or `project:<id>`.' },
    expires_at: EXPIRY,
  },
  { optional: ['expires_at'] },
);
const EXAMPLE_TOKEN = {
  ...{ name: 'ci', kind: 'service', owner: 'Platform team', role: 'maintainer', scope: 'group:platform' },
  expires_at: '2027-01-31',
};

/** What is for administrators, and what a token may know of itself. */
export function adminPaths(): OpenApiPart {
  return { ...tokenPaths(), ...keyPaths(), ...publicationPaths(), ...auditPaths() };
}

function tokenPaths(): OpenApiPart {
  const one = { parameters: [parameter('path', 'token_id')] };
  const issued = schemaRef('IssuedToken');
  return {
    '/api/v4/admin/tokens': {
      get: operation({
        ...{ tag: TOKENS, summary: 'The tokens within reach, newest first', parameters: [limit(), CURSOR] },
        success: [200, schemaRef('TokenPage')],
      }),
      post: operation({
        ...{ tag: TOKENS, summary: 'Make a token; its text is shown this once' },
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
        body: jsonBody(object({ expires_at: EXPIRY }, { optional: ['expires_at'] })),
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
  const filters = ['scope', 'name', 'actor', 'since', 'until'].map((name) => parameter('query', name));
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
