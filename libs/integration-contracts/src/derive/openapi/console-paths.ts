import {
  EVENT_STREAM,
  PAGING,
  input,
  jsonBody,
  listOf,
  operation,
  parameter,
  schemaRef,
  text,
} from './parts.ts';
import type { OpenApiPart } from './parts.ts';

const SIGN_IN = 'Signing in';
const PLACES = 'Projects and groups';
const SEARCH = parameter('query', 'search', { schema: { ...text, maxLength: 255 } });

/** What a console needs beyond settings and deliveries; everything else may use it as well. */
export function consolePaths(): OpenApiPart {
  return { ...signInPaths(), ...placePaths(), ...overviewPaths() };
}

function signInPaths(): OpenApiPart {
  return {
    '/api/v4/admin/sign_in_links': {
      post: operation({
        tag: SIGN_IN,
        summary: 'Make a link that lets its maker into the console once',
        success: [201, schemaRef('SignInLink')],
      }),
    },
    '/api/v4/sign_in': {
      post: operation({
        ...{ tag: SIGN_IN, summary: 'Exchange the code of a link for a token', isPublic: true },
        body: jsonBody(input({ code: { ...text, minLength: 1, maxLength: 255 } }), { code: 'pbc_…' }),
        success: [201, schemaRef('IssuedToken')],
      }),
    },
  };
}

function placePaths(): OpenApiPart {
  const level = (what: string): string =>
    `Full path of a group: ${what} right below it, or anywhere below with \`search\`.`;
  return {
    '/api/v4/projects': {
      get: operation({
        ...{ tag: PLACES, summary: 'Projects that events have told of, by path; 1000 at most' },
        parameters: [
          { ...SEARCH, description: 'Part of the path, or the number.' },
          parameter('query', 'group', { description: level('projects') }),
          ...PAGING,
        ],
        success: [200, listOf(schemaRef('FoundProject'))],
      }),
    },
    '/api/v4/groups': {
      get: operation({
        ...{ tag: PLACES, summary: 'Groups of such projects; those at the top, unless asked for others' },
        parameters: [
          { ...SEARCH, description: 'Part of the path.' },
          parameter('query', 'parent', { description: level('groups') }),
          ...PAGING,
        ],
        success: [200, listOf(schemaRef('FoundGroup'))],
      }),
    },
  };
}

function overviewPaths(): OpenApiPart {
  const tag = 'Overview';
  return {
    '/api/v4/admin/overview': {
      get: operation({
        ...{ tag, summary: 'How busy the installation is', success: [200, schemaRef('Overview')] },
      }),
    },
    '/api/v4/admin/overview/stream': {
      get: operation({
        ...{ tag, summary: 'The same as server-sent events: each `overview` is one', ...EVENT_STREAM },
      }),
    },
  };
}
