import { input, jsonBody, operation, schemaRef, text } from './parts.ts';
import type { OpenApiPart } from './parts.ts';

const SIGN_IN = 'Signing in';

/** What a console needs beyond settings and deliveries; everything else may use it as well. */
export function consolePaths(): OpenApiPart {
  return { ...signInPaths() };
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
