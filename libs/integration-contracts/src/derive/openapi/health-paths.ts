import { BREAKER_STATES, HEALTH_STATES } from '../../messages/index.ts';
import {
  PAGING,
  date,
  listOf,
  object,
  oneOf,
  operation,
  orNull,
  parameter,
  schemaRef,
  text,
  whole,
} from './parts.ts';
import type { OpenApiPart } from './parts.ts';
import { PLACES, SLUG } from './scope-places.ts';

const TAG = 'Health';

const HEALTH = {
  state: schemaRef('HealthState'),
  consecutive_failures: whole,
  last_failure: orNull(
    object({
      at: date,
      reason: { ...text, description: 'An error code, or `http_<status>`.' },
      status: { ...whole, description: 'Of the answer; 0 where there was none.' },
    }),
  ),
  last_success_at: orNull(date),
  paused_until: orNull({
    ...date,
    description: 'When it is tried again; in the past where nothing was sent since.',
  }),
  since: orNull({ ...date, description: 'When the state began; null where it never was another one.' }),
};

export const HEALTH_SCHEMAS: OpenApiPart = {
  HealthState: {
    ...oneOf(HEALTH_STATES),
    description:
      '`paused`: failed several times in a row, and is tried again by itself. `off`: nothing is sent until a person acts. What is held back meanwhile is sent afterwards.',
  },
  Health: object(HEALTH),
  ListedHealth: object({
    integration_id: text,
    slug: text,
    scope: { ...text, description: 'Such as `group:platform`.' },
    ...HEALTH,
  }),
  Breaker: object({
    origin: { ...text, description: 'Scheme, host and port.' },
    worker_id: text,
    state: oneOf(BREAKER_STATES),
    failures: orNull({ ...whole, description: 'Failed calls that opened it.' }),
    at: { ...date, description: 'When it came to this state.' },
  }),
};

/** Whether integrations and their endpoints work. */
export function healthPaths(): OpenApiPart {
  const state = parameter('query', 'state', { schema: schemaRef('HealthState') });
  const places = PLACES.flatMap(({ path, tag, parameters }) => {
    const one = { parameters: [...parameters, SLUG] };
    const health: readonly [200, OpenApiPart] = [200, schemaRef('Health')];
    const get = operation({ tag, summary: 'Whether deliveries go out and arrive', success: health });
    const reset = operation({ tag, summary: 'Take it for healthy, and send again', success: health });
    return [
      [`${path}/{slug}/health`, { ...one, get }],
      [`${path}/{slug}/health/reset`, { ...one, post: reset }],
    ];
  });
  return {
    ...(Object.fromEntries(places) as OpenApiPart),
    '/api/v4/admin/health': {
      get: operation({
        ...{ tag: TAG, summary: 'Health of the integrations of all scopes', parameters: [state, ...PAGING] },
        success: [200, listOf(schemaRef('ListedHealth'))],
      }),
    },
    '/api/v4/admin/breakers': {
      get: operation({
        ...{ tag: TAG, summary: 'Circuit breakers that hold calls back now' },
        success: [200, listOf(schemaRef('Breaker'))],
      }),
    },
  };
}
